package grader.property;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The laws that a case may name. */
public final class Laws {
  /** Every law, in the order of reports. */
  public static final List<Law> ALL =
      List.of(
          new InputsUntouched(),
          new ParametersUntouched(),
          new SameAnswerTwice(),
          new InstancesIndependent(),
          new AnotherBatchSize(),
          new BatchPermutation(),
          new BatchDuplication(),
          new Linearity(),
          new CentralDifferences());

  private Laws() {}

  /** The law of a name; null when there is none. */
  public static @Nullable Law of(String id) {
    return ALL.stream().filter(law -> law.id().equals(id)).findFirst().orElse(null);
  }
}
