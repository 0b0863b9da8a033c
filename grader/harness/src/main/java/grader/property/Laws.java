package grader.property;

import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;

/** The laws that a case may name. */
public final class Laws {
  /**
   * How far from 0 the input of a ReLU has to be, that no law's small step crosses the kink, where
   * a right network breaks {@code central-differences}.
   */
  public static final double KINK_MARGIN = CentralDifferences.KINK_MARGIN;

  static final List<Law> ALL =
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

  /** The names of all laws, such as {@code batch-permutation}, in the order of reports. */
  public static List<String> ids() {
    return ALL.stream().map(Law::id).toList();
  }

  /**
   * Whether forward does not follow when parameters is replaced.
   *
   * @param rounds what was returned to the last request of {@code central-differences}
   */
  public static boolean ignoresParameters(Map<String, Tensor> rounds) {
    return CentralDifferences.ignoresParameters(rounds);
  }

  static Law of(String id) {
    for (Law law : ALL) {
      if (law.id().equals(id)) {
        return law;
      }
    }
    throw new IllegalArgumentException("no law: " + id);
  }
}
