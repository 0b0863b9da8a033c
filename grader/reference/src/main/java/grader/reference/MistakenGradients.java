package grader.reference;

import static grader.reference.Mistake.*;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which gradients a mistake of backward can change. On the others nobody need try it: most mistakes
 * leave half of them as they are.
 */
final class MistakenGradients {
  private static final Set<String> ALL = Set.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");
  private static final Set<String> OF_HIDDEN = Set.of("dJdW1", "dJdb1");
  private static final Set<String> OF_OUTPUT = Set.of("dJdW2", "dJdb2");

  /** On the way from the output layer to the hidden one, or in what the hidden one makes of it. */
  private static final Set<Mistake> IN_HIDDEN =
      EnumSet.of(
          HIDDEN_DERIVATIVE_AT_OUTPUT,
          HIDDEN_ERROR_WITHOUT_OUTPUT_DERIVATIVE,
          HIDDEN_ERROR_WITH_LAST_DERIVATIVE,
          THROUGH_UPDATED_WEIGHTS,
          THROUGH_GRADIENT,
          BACK_THROUGH_TRANSPOSED_WEIGHTS,
          BACK_THROUGH_RESHAPED_WEIGHTS,
          WITHOUT_OUTPUT_WEIGHTS,
          ERROR_OF_SUMS,
          ERROR_SUM_NOT_RESET,
          DELTA_SUM_NOT_RESET,
          DERIVATIVE_IN_LOOP,
          AUGMENTED_COLUMN,
          PART_OF_OUTPUTS);

  /** In what is taken for the input of the output layer. */
  private static final Set<Mistake> IN_OUTPUT_WEIGHTS =
      EnumSet.of(
          WEIGHTS_FROM_PREACTIVATION,
          WEIGHTS_FROM_DERIVATIVE,
          WEIGHTS_FROM_ERROR,
          HIDDEN_RECOMPUTED_WITH_G);

  private static final Set<Mistake> IN_WEIGHTS =
      EnumSet.of(
          WEIGHTS_FROM_OTHER_INPUT,
          WEIGHTS_FROM_FIRST_SAMPLE,
          WEIGHTS_INPUT_BY_COLUMNS,
          WEIGHTS_WITHOUT_INPUT,
          WEIGHTS_READ_BY_COLUMNS,
          WEIGHTS_SUM_NOT_RESET,
          WEIGHTS_FACTORS_EXCHANGED,
          WEIGHTS_OF_ONE_UNIT,
          WEIGHTS_WITHOUT_DERIVATIVE,
          DELTA_NOT_TRANSPOSED_WHERE_SQUARE,
          BOUND_OF_OTHER_SIZE);

  private static final Set<Mistake> IN_BIASES =
      EnumSet.of(
          BIAS_COUNTS_TWICE,
          BIAS_FROM_ONE_SAMPLE,
          BIAS_SUM_NOT_RESET,
          BIAS_GRADIENT_READ_BY_COLUMNS,
          BIAS_ONE_NUMBER,
          BIAS_OF_ONE_UNIT,
          BIAS_FROM_OTHER_LAYER,
          BIAS_SUM_OF_BOTH_LAYERS,
          BIAS_OF_ABSOLUTE,
          BIAS_TIMES_BIAS,
          BIAS_WITHOUT_DERIVATIVE);

  /** In what forward leaves of the hidden layer, which the output layer goes on with. */
  private static final Set<Mistake> IN_CACHE =
      EnumSet.of(CACHE_OF_LAST_SAMPLE, RECOMPUTED_WITHOUT_BIAS);

  private MistakenGradients() {}

  /** The names of the gradients that a mistake can change in a form. */
  static Set<String> of(Mistake mistake, String form) {
    boolean isOfHidden = form.startsWith("hidden");
    boolean isOfOutput = form.startsWith("output");
    if (IN_HIDDEN.contains(mistake)) {
      return OF_HIDDEN;
    }
    if (IN_OUTPUT_WEIGHTS.contains(mistake)) {
      return Set.of("dJdW2");
    }
    if (IN_WEIGHTS.contains(mistake)) {
      return isOfHidden ? Set.of("dJdW1") : isOfOutput ? Set.of("dJdW2") : Set.of("dJdW1", "dJdW2");
    }
    if (IN_BIASES.contains(mistake)) {
      return isOfHidden ? Set.of("dJdb1") : isOfOutput ? Set.of("dJdb2") : Set.of("dJdb1", "dJdb2");
    }
    if (isOfOutput && mistake == BIAS_FROM_OTHER_COLUMN) {
      return OF_OUTPUT;
    }
    return isOfHidden && !IN_CACHE.contains(mistake) ? OF_HIDDEN : ALL;
  }
}
