package grader.cases;

/** A constant that case files and reports name. */
public interface Named {
  /** The name in files, such as {@code train-step}. */
  String id();
}
