package grader.cases;

import java.util.Locale;

/** A constant that case files, reports and options name. */
public interface Named {
  /** The constant's own name, such as {@code RELU}. */
  String name();

  /** The name outside of the program, such as {@code relu}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
