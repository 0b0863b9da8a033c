package grader.reference;

import grader.oracle.Alternative.Part;
import java.util.List;
import java.util.Set;

/**
 * The switches of the reference: each makes one mistake of students'. Their ids are rows of the
 * diagnosis's table, which says them in words.
 */
enum Mistake {
  // What is wrong in z1, z2, z3 and ŷ.
  BIAS_IGNORED("forward.bias-ignored", Part.FORWARD, Forms.LAYERS),
  BIAS_ALONG_WRONG_AXIS("forward.bias-along-wrong-axis", Part.FORWARD, Forms.LAYERS),
  BIAS_ALONG_WRONG_AXIS_WHERE_SQUARE(
      "forward.bias-along-wrong-axis-where-square", Part.FORWARD, Forms.LAYERS),
  BIAS_SUBTRACTED("forward.bias-subtracted", Part.FORWARD, Forms.LAYERS),
  BIAS_TWICE("forward.bias-twice", Part.FORWARD, Forms.LAYERS),
  BIAS_AFTER_ACTIVATION("forward.bias-after-activation", Part.FORWARD, Forms.LAYERS),
  BIAS_INSIDE_PRODUCT("forward.bias-inside-product", Part.FORWARD, Forms.LAYERS),
  PRODUCT_DIVIDED("forward.product-divided", Part.FORWARD, List.of("root", "inputs")),
  BIAS_OF_FIRST_UNIT("forward.bias-of-first-unit", Part.FORWARD, Forms.LAYERS),
  BIAS_READ_BY_COLUMNS("forward.bias-read-by-columns", Part.FORWARD, Forms.LAYERS),
  BIAS_READ_WITH_BATCH("forward.bias-read-with-batch", Part.FORWARD, Forms.LAYERS),
  BIAS_SUMMED("forward.bias-summed", Part.FORWARD, Forms.LAYERS),
  BIAS_OF_OTHER_LAYER("forward.bias-of-other-layer", Part.FORWARD, List.of("hidden", "output")),
  BIAS_OVER_LAST_WEIGHTS("forward.bias-over-last-weights", Part.FORWARD, Forms.LAYERS),
  BIAS_FOR_PART_OF_SAMPLES(
      "forward.bias-for-part-of-samples",
      Part.FORWARD,
      List.of(
          "all-but-first-sample",
          "all-but-last-sample",
          "first-sample",
          "hidden-all-but-first-sample",
          "hidden-all-but-last-sample",
          "hidden-first-sample",
          "output-all-but-first-sample",
          "output-all-but-last-sample",
          "output-first-sample")),
  LAST_SAMPLE_FOR_ALL("forward.last-sample-for-all", Part.FORWARD, List.of("hidden", "output")),
  ACTIVATIONS_SWAPPED("forward.activations-swapped", Part.FORWARD, Forms.ONE),
  ACTIVATION_OF_OTHER_LAYER(
      "forward.activation-of-other-layer", Part.FORWARD, List.of("hidden", "output")),
  BIAS_PER_INPUT("forward.bias-per-input", Part.FORWARD, Forms.LAYERS),
  RELU_LEFT_OUT("forward.relu-left-out", Part.FORWARD, Forms.LAYERS),
  SIGMOID_LEFT_OUT("forward.sigmoid-left-out", Part.FORWARD, Forms.LAYERS),
  IDENTITY_AS_RELU("forward.identity-as-relu", Part.FORWARD, Forms.LAYERS),
  IDENTITY_AS_SIGMOID("forward.identity-as-sigmoid", Part.FORWARD, Forms.LAYERS),
  RELU_AS_SIGMOID("forward.relu-as-sigmoid", Part.FORWARD, Forms.LAYERS),
  SIGMOID_AS_RELU("forward.sigmoid-as-relu", Part.FORWARD, Forms.LAYERS),
  ALWAYS_RELU("forward.always-relu", Part.FORWARD, Forms.LAYERS),
  ALWAYS_SIGMOID("forward.always-sigmoid", Part.FORWARD, Forms.LAYERS),
  ALWAYS_IDENTITY("forward.activation-left-out", Part.FORWARD, Forms.LAYERS),
  ACTIVATION_TWICE("forward.activation-twice", Part.FORWARD, Forms.LAYERS),
  ACTIVATION_OF_PART("forward.activation-of-part", Part.FORWARD, Forms.ALL_BUT_ONE),
  SOFTMAX(
      "forward.softmax-for-sigmoid",
      Part.FORWARD,
      List.of("", "output", "columns", "all", "output-all")),
  TANH("forward.tanh-for-sigmoid", Part.FORWARD, Forms.LAYERS),
  SIGMOID_SIGN("forward.sigmoid-sign", Part.FORWARD, Forms.LAYERS),
  SIGMOID_PARENTHESIS("forward.sigmoid-parenthesis", Part.FORWARD, Forms.ONE),
  SIGMOID_OF_MULTIPLE("forward.sigmoid-of-multiple", Part.FORWARD, List.of("2", "0.5")),
  SIGMOID_OF_ABSOLUTE("forward.sigmoid-of-absolute", Part.FORWARD, Forms.LAYERS),
  SIGMOID_OF_SHIFTED(
      "forward.sigmoid-of-shifted", Part.FORWARD, List.of("", "hidden", "output", "all")),
  SIGMOID_OVERFLOWS("forward.sigmoid-overflows", Part.FORWARD, Forms.ONE),
  SIGMOID_SATURATES(
      "forward.sigmoid-saturates", Part.FORWARD, List.of("3", "4", "5", "6", "8", "10")),
  SIGMOID_CLIPS_INPUT("forward.sigmoid-clips-input", Part.FORWARD, Forms.LIMITS),
  RELU_LEAKY("forward.relu-leaky", Part.FORWARD, Forms.LEAKS),
  RELU_INVERTED("forward.relu-inverted", Part.FORWARD, Forms.LAYERS),
  RELU_ABSOLUTE("forward.relu-absolute", Part.FORWARD, Forms.LAYERS),
  RELU_STEP("forward.relu-step", Part.FORWARD, Forms.LAYERS),
  RELU_ENDS_AT_INACTIVE(
      "forward.relu-ends-at-inactive",
      Part.FORWARD,
      List.of("", "hidden", "output", "kept", "hidden-kept", "output-kept")),
  RELU_SCALED("forward.relu-scaled", Part.FORWARD, List.of("2", "0.5")),
  WEIGHTS_NOT_TRANSPOSED("forward.weights-not-transposed", Part.FORWARD, Forms.LAYERS),

  WEIGHTS_NOT_TRANSPOSED_WHERE_SQUARE(
      "forward.weights-not-transposed-where-square", Part.FORWARD, Forms.LAYERS),
  WEIGHTS_RESHAPED("forward.weights-reshaped", Part.FORWARD, Forms.LAYERS),
  PRODUCT_RESHAPED("forward.product-reshaped", Part.FORWARD, Forms.LAYERS),
  INPUT_STANDARDISED("forward.standardises-input", Part.FORWARD, List.of("population", "sample")),
  SUM_NOT_RESET(
      "forward.sum-not-reset",
      Part.FORWARD,
      List.of("", "hidden", "output", "before-bias", "hidden-before-bias", "output-before-bias")),
  SUM_NEVER_RESET("forward.sum-never-reset", Part.FORWARD, Forms.LAYERS),
  INPUTS_OVERWRITTEN("forward.overwrites-inputs", Part.FORWARD, Forms.LAYERS),
  SAMPLES_ADD_UP(
      "forward.samples-add-up",
      Part.FORWARD,
      List.of(
          "",
          "hidden",
          "output",
          "with-bias",
          "hidden-with-bias",
          "output-with-bias",
          "shared",
          "hidden-shared",
          "output-shared")),
  ONES_ON_WRONG_SIDE(
      "forward.ones-on-wrong-side",
      Part.FORWARD,
      List.of("", "hidden", "output", "last", "hidden-last", "output-last")),
  ONES_THROUGH_ACTIVATION("forward.ones-through-activation", Part.FORWARD, Forms.ONE),
  SUM_OVER_ROWS_OF_WEIGHTS("forward.sum-over-rows-of-weights", Part.FORWARD, Forms.LAYERS),
  PART_OF_INPUTS(
      "forward.part-of-inputs",
      Part.FORWARD,
      List.of("last", "first", "hidden-last", "hidden-first", "output-last", "output-first")),

  // Derivatives that fit another forward: not of their own, but of one that is wrong already.
  DERIVATIVES_OF_NAMED_ACTIVATIONS(
      "forward.derivatives-of-named-activations", Part.FORWARD, Forms.ONE),
  DERIVATIVES_FROM_OUTPUTS("forward.derivatives-from-outputs", Part.FORWARD, Forms.ONE),

  // What is wrong in the activations' derivatives.
  DERIVATIVE_OMITTED("backward.derivative-omitted", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_OF_ACTIVATED_VALUE(
      "backward.derivative-of-activated-value", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_IS_VALUE("backward.derivative-is-value", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_TWICE("backward.derivative-twice", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_OF_UPSTREAM("backward.derivative-of-upstream", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_FOR_FIRST_SAMPLE(
      "backward.derivative-for-first-sample",
      Part.BACKWARD,
      List.of("the activation", "ReLU", "the sigmoid")),
  DERIVATIVE_OF_FIRST_SAMPLE("backward.derivative-of-first-sample", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_OF_PART("backward.derivative-of-part", Part.BACKWARD, Forms.ALL_BUT_ONE),
  DERIVATIVE_OF_FIRST_UNIT("backward.derivative-of-first-unit", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVE_BY_COLUMNS("backward.derivative-by-columns", Part.BACKWARD, Forms.LAYERS),
  DERIVATIVES_SWAPPED(
      "backward.derivatives-swapped",
      Part.BACKWARD,
      List.of("", "hidden", "output", "value", "hidden-value", "output-value")),
  RELU_MASK_FOR_ALL(
      "backward.relu-mask-for-every-activation",
      Part.BACKWARD,
      List.of("", "hidden", "output", "value", "hidden-value", "output-value")),
  SIGMOID_DERIVATIVE_FOR_ALL(
      "backward.sigmoid-derivative-for-every-activation",
      Part.BACKWARD,
      List.of("", "hidden", "output", "value", "hidden-value", "output-value")),
  IDENTITY_DERIVATIVE_ZERO("backward.identity-derivative-zero", Part.BACKWARD, Forms.LAYERS),
  IDENTITY_DERIVATIVE_IS_INPUT(
      "backward.identity-derivative-is-input", Part.BACKWARD, Forms.LAYERS),
  IDENTITY_DERIVATIVE_EYE("backward.identity-derivative-eye", Part.BACKWARD, Forms.LAYERS),
  IDENTITY_DERIVATIVE_AS_RELU("backward.identity-derivative.as-relu", Part.BACKWARD, Forms.LAYERS),
  IDENTITY_DERIVATIVE_AS_SIGMOID(
      "backward.identity-derivative.as-sigmoid", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_AS_RELU("backward.sigmoid-derivative.as-relu", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_AS_SIGMOID("backward.relu-derivative.as-sigmoid", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_ZERO("backward.sigmoid-derivative.zero", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_ZERO("backward.relu-derivative.zero", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_OMITTED("backward.sigmoid-derivative.omitted", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_IS_SIGMOID(
      "backward.sigmoid-derivative.without-complement", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_IS_COMPLEMENT(
      "backward.sigmoid-derivative.complement-alone", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_SQUARED("backward.sigmoid-derivative.squared", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_PLUS("backward.sigmoid-derivative.plus", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_SIGN("backward.sigmoid-derivative.sign", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_SCALED(
      "backward.sigmoid-derivative.scaled", Part.BACKWARD, List.of("2", "0.5", "4", "0.25")),
  SIGMOID_DERIVATIVE_PRECEDENCE(
      "backward.sigmoid-derivative.precedence",
      Part.BACKWARD,
      List.of("square", "hidden-square", "output-square", "one", "hidden-one", "output-one")),
  SIGMOID_DERIVATIVE_OF_TANH("backward.sigmoid-derivative.of-tanh", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_OF_SOFTMAX(
      "backward.sigmoid-derivative.of-softmax", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_WITHOUT_SIGMOID(
      "backward.sigmoid-derivative.of-preactivation", Part.BACKWARD, Forms.LAYERS),
  SIGMOID_DERIVATIVE_QUOTIENT(
      "backward.sigmoid-derivative.quotient", Part.BACKWARD, List.of("minus", "plus", "absolute")),
  SIGMOID_DERIVATIVE_OVERFLOWS(
      "backward.sigmoid-derivative.overflows", Part.BACKWARD, List.of("", "above")),
  SIGMOID_DERIVATIVE_CLIPS_INPUT(
      "backward.sigmoid-derivative.clips-input", Part.BACKWARD, Forms.LIMITS),
  RELU_DERIVATIVE_OMITTED("backward.relu-derivative.omitted", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_INVERTED("backward.relu-derivative.inverted", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_IS_SIGN("backward.relu-derivative.is-sign", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_IS_RELU("backward.relu-derivative.is-relu", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_LEAKY("backward.relu-derivative.leaky", Part.BACKWARD, Forms.LEAKS),
  RELU_MASK_OF_UPSTREAM("backward.relu-derivative.mask-of-upstream", Part.BACKWARD, Forms.LAYERS),
  RELU_MASK_AND_UPSTREAM("backward.relu-derivative.and-upstream", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_ENDS_AT_INACTIVE(
      "backward.relu-derivative.ends-at-inactive", Part.BACKWARD, Forms.LAYERS),
  RELU_MASK_ENDS(
      "backward.relu-derivative.mask-ends",
      Part.BACKWARD,
      List.of(
          "active",
          "hidden-active",
          "output-active",
          "inactive",
          "hidden-inactive",
          "output-inactive")),
  RELU_DERIVATIVE_AT_ZERO_ONE("backward.relu-derivative.at-zero-one", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_AT_ZERO_HALF(
      "backward.relu-derivative.at-zero-half", Part.BACKWARD, Forms.LAYERS),

  // What is wrong in the way from dJ/dŷ to the gradients.
  DERIVATIVE_ALONE("backward.derivative-alone", Part.BACKWARD, Forms.LAYERS),
  RELU_DERIVATIVE_ALONE(
      "backward.relu-derivative.alone",
      Part.BACKWARD,
      List.of("", "hidden", "output", "of-product", "hidden-of-product", "output-of-product")),
  HIDDEN_DERIVATIVE_AT_OUTPUT(
      "backward.hidden-derivative-at-output", Part.BACKWARD, List.of("", "elementwise")),
  ERROR_CLIPPED("backward.error-clipped", Part.BACKWARD, List.of("1", "upstream-1")),
  OUTPUT_DERIVATIVE_AT_HIDDEN("backward.output-derivative-at-hidden", Part.BACKWARD, Forms.ONE),
  DERIVATIVE_BEFORE_BIAS("backward.derivative-before-bias", Part.BACKWARD, Forms.LAYERS),
  HIDDEN_ERROR_WITHOUT_OUTPUT_DERIVATIVE(
      "backward.hidden-error-without-output-derivative", Part.BACKWARD, Forms.ONE),
  THROUGH_UPDATED_WEIGHTS(
      "backward.through-updated-weights",
      Part.BACKWARD,
      List.of("1", "0.5", "0.1", "0.05", "0.01", "0.001")),
  BACK_THROUGH_TRANSPOSED_WEIGHTS("backward.through-transposed-weights", Part.BACKWARD, Forms.ONE),
  BACK_THROUGH_RESHAPED_WEIGHTS(
      "backward.through-reshaped-weights", Part.BACKWARD, List.of("", "stride")),
  ERROR_OF_SUMS("backward.error-of-sums", Part.BACKWARD, Forms.ONE),
  DERIVATIVE_IN_LOOP("backward.derivative-in-loop", Part.BACKWARD, Forms.ONE),
  AUGMENTED_COLUMN("backward.augmented-column", Part.BACKWARD, List.of("last", "first")),
  CACHE_OF_LAST_SAMPLE(
      "backward.cache-of-last-sample",
      Part.BACKWARD,
      List.of("", "hidden", "output", "with-x", "x")),
  DELTA_OF_LAST_SAMPLE("backward.delta-of-last-sample", Part.BACKWARD, Forms.LAYERS),
  FIRST_SAMPLE_IS_SUM(
      "backward.first-sample-is-sum", Part.BACKWARD, List.of("", "weights", "hidden-weights")),
  PART_OF_OUTPUTS(
      "backward.part-of-outputs",
      Part.BACKWARD,
      List.of("first-output", "last-output", "all-but-first-output", "all-but-last-output")),
  UPSTREAM_OF_FIRST_SAMPLE("backward.first-sample-for-all", Part.BACKWARD, Forms.ONE),
  ERROR_SUM_NOT_RESET("backward.sum-not-reset", Part.BACKWARD, List.of("the units", "the samples")),
  DELTA_SUM_NOT_RESET("backward.delta-sum-not-reset", Part.BACKWARD, Forms.ONE),
  DELTAS_ADD_UP("backward.deltas-add-up", Part.BACKWARD, Forms.LAYERS),
  HIDDEN_ERROR_WITH_LAST_DERIVATIVE(
      "backward.hidden-error-with-last-derivative", Part.BACKWARD, Forms.ONE),
  THROUGH_GRADIENT("backward.through-gradient", Part.BACKWARD, Forms.ONE),
  HIDDEN_RECOMPUTED_WITH_G("backward.hidden-recomputed-with-g", Part.BACKWARD, Forms.ONE),
  RECOMPUTED_WITHOUT_BIAS("backward.recomputed-without-bias", Part.BACKWARD, Forms.LAYERS),
  SAMPLE_COUNTS_TWICE("backward.counts-sample-twice", Part.BACKWARD, List.of("first", "last")),
  BIAS_COUNTS_TWICE("backward.bias-counts-sample-twice", Part.BACKWARD, List.of("first", "last")),
  WITHOUT_OUTPUT_WEIGHTS("backward.without-output-weights", Part.BACKWARD, Forms.ONE),
  WEIGHTS_FROM_PREACTIVATION("backward.weights-from-preactivation", Part.BACKWARD, Forms.ONE),
  WEIGHTS_FROM_DERIVATIVE("backward.weights-from-derivative", Part.BACKWARD, Forms.ONE),
  WEIGHTS_FROM_ERROR("backward.weights-from-error", Part.BACKWARD, List.of("", "delta")),
  OUTPUT_RECOMPUTED_WITHOUT_HIDDEN_ACTIVATION(
      "backward.output-recomputed-without-f", Part.BACKWARD, Forms.ONE),
  WEIGHTS_FROM_OTHER_INPUT(
      "backward.weights-from-other-input", Part.BACKWARD, List.of("hidden", "output")),
  WEIGHTS_FROM_FIRST_SAMPLE("backward.weights-from-first-sample", Part.BACKWARD, Forms.LAYERS),
  WEIGHTS_INPUT_BY_COLUMNS("backward.input-read-by-columns", Part.BACKWARD, Forms.LAYERS),
  WEIGHTS_WITHOUT_INPUT("backward.weights-without-input", Part.BACKWARD, Forms.LAYERS),
  BIAS_FROM_OTHER_COLUMN(
      "backward.bias-from-other-column",
      Part.BACKWARD,
      List.of("", "hidden", "output", "last", "hidden-last", "output-last")),
  WEIGHTS_READ_BY_COLUMNS("backward.weights-read-by-columns", Part.BACKWARD, Forms.LAYERS),
  WEIGHTS_SUM_NOT_RESET(
      "backward.weights-sum-not-reset",
      Part.BACKWARD,
      List.of("", "hidden", "output", "never", "hidden-never", "output-never")),
  WEIGHTS_FACTORS_EXCHANGED("backward.weights-factors-exchanged", Part.BACKWARD, Forms.LAYERS),
  DELTA_NOT_TRANSPOSED_WHERE_SQUARE(
      "backward.delta-not-transposed-where-square", Part.BACKWARD, Forms.LAYERS),
  WEIGHTS_OF_ONE_UNIT(
      "backward.weights-of-one-unit",
      Part.BACKWARD,
      List.of("last", "hidden-last", "output-last", "sum", "hidden-sum", "output-sum")),
  PART_OF_SAMPLES(
      "backward.part-of-samples",
      Part.BACKWARD,
      List.of("all-but-first-sample", "all-but-last-sample")),
  WEIGHTS_FROM_ONE_SAMPLE("backward.gradients-from-one-sample", Part.BACKWARD, Forms.SAMPLES),
  BIAS_FROM_ONE_SAMPLE("backward.bias-from-one-sample", Part.BACKWARD, Forms.SAMPLES),
  BOUND_OF_OTHER_SIZE("backward.bound-of-other-size", Part.BACKWARD, List.of("hidden", "output")),
  BIAS_SUM_NOT_RESET("backward.bias-sum-not-reset", Part.BACKWARD, Forms.LAYERS),
  BIAS_GRADIENT_READ_BY_COLUMNS("backward.bias-read-by-columns", Part.BACKWARD, Forms.LAYERS),
  BIAS_ONE_NUMBER("backward.bias-one-number", Part.BACKWARD, Forms.ONE),
  BIAS_OF_ONE_UNIT("backward.bias-of-one-unit", Part.BACKWARD, List.of("last", "first")),
  BIAS_FROM_OTHER_LAYER(
      "backward.bias-from-other-layer", Part.BACKWARD, List.of("hidden", "output")),
  BIAS_SUM_OF_BOTH_LAYERS(
      "backward.bias-sum-of-both-layers", Part.BACKWARD, List.of("hidden", "output")),
  BIAS_OF_ABSOLUTE("backward.bias-of-absolute", Part.BACKWARD, Forms.ONE),
  BIAS_TIMES_BIAS("backward.bias-times-bias", Part.BACKWARD, Forms.ONE),
  BIAS_WITHOUT_DERIVATIVE("backward.bias-without-derivative", Part.BACKWARD, Forms.LAYERS),
  WEIGHTS_WITHOUT_DERIVATIVE("backward.weights-without-derivative", Part.BACKWARD, Forms.LAYERS),
  SLOPES_SUMMED(
      "backward.samples-mixed",
      Part.BACKWARD,
      List.of("", "averages", "slopes", "hidden-slopes", "output-slopes", "errors")),
  GRADIENTS_CLIPPED(
      "backward.gradients-clipped", Part.BACKWARD, List.of("1", "5", "0.5", "0.1", "10")),

  // What is wrong in J of MSE.
  MSE_NORM_OF_SQUARES("mse.loss.norm-of-squares", Part.MSE, Forms.ONE),
  MSE_NORM("mse.loss.root", Part.MSE, List.of("", "mean")),
  MSE_MATRIX_PRODUCT(
      "mse.loss.matrix-product", Part.MSE, List.of("", "sum", "sum-transposed", "entry")),
  MSE_ONE_NORM("mse.loss.one-norm", Part.MSE, List.of("", "not-squared", "alone")),
  MSE_ABSOLUTE("mse.loss.absolute", Part.MSE, Forms.ONE),
  MSE_NOT_SQUARED("mse.loss.not-squared", Part.MSE, Forms.ONE),
  MSE_SQUARE_OF_SUM("mse.loss.square-of-sum", Part.MSE, Forms.ONE),
  MSE_DIFFERENCE_OF_SQUARES("mse.loss.difference-of-squares", Part.MSE, Forms.ONE),
  MSE_PLUS("mse.loss.plus", Part.MSE, Forms.ONE),
  MSE_LARGEST("mse.loss.largest", Part.MSE, Forms.ONE),
  MSE_BRACKETS("mse.loss.brackets", Part.MSE, List.of("labels", "prediction")),
  MSE_WITHOUT_LABELS("mse.loss.without-labels", Part.MSE, Forms.ONE),
  MSE_SUM_NOT_RESET("mse.loss.sum-not-reset", Part.MSE, Forms.ONE),
  MSE_SUM_TRUNCATED("mse.loss.sum-truncated", Part.MSE, Forms.ONE),
  MSE_DIVIDED_IN_LOOP("mse.loss.divided-in-loop", Part.MSE, Forms.LOOPS),
  MSE_INTEGER_DIVISION("mse.loss.integer-division", Part.MSE, Forms.DIVISORS),
  MSE_SIZE_EXCHANGED("mse.loss.size-exchanged", Part.MSE, List.of("rows", "columns")),
  MSE_PART("mse.loss.part-of-elements", Part.MSE, Forms.PARTS),

  // What is wrong in both.
  MSE_CLIPPED("mse.clips-predictions", Part.MSE, Forms.ONE),
  MSE_HUBER("mse.huber", Part.MSE, Forms.ONE),
  MSE_IS_BCE("mse.is-bce", Part.MSE, Forms.ONE),
  MSE_PAIRS("mse.pairs", Part.MSE, Forms.ONE),

  // What is wrong in dJ/dŷ of MSE.
  MSE_GRADIENT_SIGN_OF_DIFFERENCE("mse.gradient.of-absolute", Part.MSE, Forms.ONE),
  MSE_GRADIENT_IS_LOSS("mse.gradient.is-loss", Part.MSE, Forms.ONE),
  MSE_GRADIENT_PLUS("mse.gradient.plus", Part.MSE, Forms.ONE),
  MSE_GRADIENT_ABSOLUTE("mse.gradient.absolute", Part.MSE, Forms.ONE),
  MSE_GRADIENT_PREDICTION("mse.gradient.without-labels", Part.MSE, Forms.ONE),
  MSE_GRADIENT_BRACKETS(
      "mse.gradient.brackets",
      Part.MSE,
      List.of("labels-divided", "labels-halved", "labels-divided-doubled", "prediction-divided")),
  MSE_GRADIENT_HALF_TRUNCATED("mse.gradient.half-truncated", Part.MSE, Forms.ONE),
  MSE_GRADIENT_OF_ROOT("mse.gradient.of-root", Part.MSE, List.of("", "mean")),
  MSE_GRADIENT_BY_COLUMNS("mse.gradient.by-columns", Part.MSE, List.of("", "read")),
  MSE_GRADIENT_REDUCED("mse.gradient.reduced", Part.MSE, List.of("", "samples", "outputs", "loss")),
  MSE_GRADIENT_OF_LAST_SAMPLE("mse.gradient.last-sample-for-all", Part.MSE, Forms.ONE),
  MSE_GRADIENT_INTEGER_DIVISION(
      "mse.gradient.integer-division",
      Part.MSE,
      List.of("batch", "outputs", "elements", "2-batch", "2-outputs", "2-elements")),
  MSE_GRADIENT_PART("mse.gradient.part-of-elements", Part.MSE, Forms.PARTS),

  // What is wrong in J of BCE.
  BCE_PARENTHESIS("bce.loss.parenthesis", Part.BCE, Forms.ONE),
  BCE_LOG_ONE_PLUS("bce.loss.log-of-one-plus", Part.BCE, Forms.ONE),
  BCE_LOG1P("bce.loss.log1p", Part.BCE, List.of("second", "both")),
  BCE_SIGMOID_AGAIN("bce.loss.sigmoid-again", Part.BCE, Forms.ONE),
  BCE_FIRST_TERM("bce.loss.first-term-alone", Part.BCE, Forms.ONE),
  BCE_SKIPS_LABEL("bce.loss.skips-label", Part.BCE, List.of("0", "1")),
  BCE_SECOND_TERM("bce.loss.second-term-alone", Part.BCE, Forms.ONE),
  BCE_TERM_COUNTS_TWICE("bce.loss.term-counts-twice", Part.BCE, List.of("first", "second")),
  BCE_LABELS_FLIPPED("bce.loss.labels-flipped", Part.BCE, Forms.ONE),
  BCE_ARGUMENTS_SWAPPED("bce.loss.arguments-swapped", Part.BCE, Forms.ONE),
  BCE_SQUARED("bce.loss.is-mse", Part.BCE, Forms.ONE),
  BCE_ABSOLUTE("bce.loss.norm", Part.BCE, Forms.ONE),
  BCE_TERM_TWICE(
      "bce.loss.same-factor-twice", Part.BCE, List.of("labels", "complement", "logarithm")),
  BCE_PREDICTION_FOR_LABELS(
      "bce.loss.prediction-for-labels", Part.BCE, List.of("", "first", "second")),
  BCE_LOGARITHM_MISSING("bce.loss.logarithm-missing", Part.BCE, List.of("", "first", "second")),
  BCE_COMPLEMENT_OF_LABELS("bce.loss.complement-of-labels", Part.BCE, Forms.ONE),
  BCE_BRACKETS("bce.loss.brackets", Part.BCE, List.of("labels", "prediction")),
  BCE_SECOND_LOG_OF_P("bce.loss.second-log-of-prediction", Part.BCE, Forms.ONE),
  BCE_LOSS_LABELS_ROUNDED("bce.loss.labels-rounded", Part.BCE, Forms.ROUNDINGS),
  BCE_LOG_OF_MIXTURE("bce.loss.log-of-mixture", Part.BCE, Forms.ONE),
  BCE_SUM_NOT_RESET("bce.loss.sum-not-reset", Part.BCE, Forms.ONE),
  BCE_SUM_TRUNCATED("bce.loss.sum-truncated", Part.BCE, Forms.ONE),
  BCE_DIVIDED_IN_LOOP("bce.loss.divided-in-loop", Part.BCE, Forms.LOOPS),
  BCE_MATRIX_PRODUCT(
      "bce.loss.matrix-product",
      Part.BCE,
      List.of("sum", "sum-transposed", "entry", "entry-transposed")),
  BCE_INTEGER_DIVISION("bce.loss.integer-division", Part.BCE, Forms.DIVISORS),
  BCE_SIZE_EXCHANGED("bce.loss.size-exchanged", Part.BCE, List.of("rows", "columns")),
  BCE_PART("bce.loss.part-of-elements", Part.BCE, Forms.PARTS),

  BCE_BINARY_LOGARITHM("bce.loss.binary-logarithm", Part.BCE, Forms.ONE),
  BCE_DECIMAL_LOGARITHM("bce.loss.decimal-logarithm", Part.BCE, Forms.ONE),

  // What is wrong in dJ/dŷ of BCE.
  BCE_GRADIENT_DENOMINATOR(
      "bce.gradient.denominator",
      Part.BCE,
      List.of(
          "p-times-difference",
          "p",
          "complement",
          "plus",
          "p-squared",
          "complement-squared",
          "of-labels",
          "complement-of-labels")),
  BCE_GRADIENT_DENOMINATOR_IS_LIMIT("bce.gradient.denominator-is-limit", Part.BCE, Forms.ONE),
  BCE_GRADIENT_IS_LOSS("bce.gradient.is-loss", Part.BCE, Forms.ONE),
  BCE_GRADIENT_WITHOUT_DENOMINATOR("bce.gradient.without-denominator", Part.BCE, Forms.ONE),
  BCE_GRADIENT_MULTIPLIED("bce.gradient.multiplied-by-denominator", Part.BCE, Forms.ONE),
  BCE_GRADIENT_TERM_SIGN("bce.gradient.term-sign", Part.BCE, Forms.ONE),
  BCE_GRADIENT_BRACKETS(
      "bce.gradient.brackets",
      Part.BCE,
      List.of("denominator", "numerator", "labels", "second-term")),
  BCE_GRADIENT_DENOMINATORS_EXCHANGED("bce.gradient.denominators-exchanged", Part.BCE, Forms.ONE),
  BCE_GRADIENT_TERM_TWICE(
      "bce.gradient.same-factor-twice",
      Part.BCE,
      List.of("labels", "complement", "prediction", "complement-of-prediction")),
  BCE_GRADIENT_FIRST_TERM("bce.gradient.first-term-alone", Part.BCE, Forms.ONE),
  BCE_GRADIENT_SECOND_TERM("bce.gradient.second-term-alone", Part.BCE, Forms.ONE),
  BCE_GRADIENT_SKIPS_LABEL("bce.gradient.skips-label", Part.BCE, List.of("0", "1")),
  BCE_GRADIENT_LABELS_FLIPPED("bce.gradient.labels-flipped", Part.BCE, Forms.ONE),
  BCE_GRADIENT_ARGUMENTS_SWAPPED("bce.gradient.arguments-swapped", Part.BCE, Forms.ONE),
  BCE_GRADIENT_SIGMOID_AGAIN("bce.gradient.sigmoid-again", Part.BCE, Forms.ONE),
  BCE_GRADIENT_LIMITS_QUOTIENT("bce.gradient.limits-quotient", Part.BCE, Forms.ONE),
  BCE_GRADIENT_OF_LOGIT("bce.gradient.of-logit", Part.BCE, Forms.ONE),
  BCE_GRADIENT_BY_LABELS("bce.gradient.by-labels", Part.BCE, Forms.ONE),
  BCE_GRADIENT_LABELS_ROUNDED("bce.gradient.labels-rounded", Part.BCE, Forms.ROUNDINGS),
  BCE_IS_MSE("bce.is-mse", Part.BCE, Forms.ONE),
  BCE_LABELS_SMOOTHED("bce.smooths-labels", Part.BCE, List.of("0.1", "0.2", "0.05", "0.01")),
  BCE_LABELS_ROUNDED("bce.labels-rounded", Part.BCE, Forms.ROUNDINGS),
  BCE_GRADIENT_BY_COLUMNS("bce.gradient.by-columns", Part.BCE, List.of("", "read")),
  BCE_GRADIENT_REDUCED("bce.gradient.reduced", Part.BCE, List.of("", "samples", "outputs", "loss")),
  BCE_GRADIENT_OF_LAST_SAMPLE("bce.gradient.last-sample-for-all", Part.BCE, Forms.ONE),
  BCE_GRADIENT_DENOMINATOR_KEPT(
      "bce.gradient.denominator-kept", Part.BCE, List.of("largest", "previous")),
  BCE_GRADIENT_INTEGER_DIVISION("bce.gradient.integer-division", Part.BCE, Forms.DIVISORS),
  BCE_GRADIENT_PART("bce.gradient.part-of-elements", Part.BCE, Forms.PARTS),

  // What is wrong where ŷ is 0 or 1.
  NO_CLAMP("bce.clamp.missing", Part.BCE, Forms.ONE),
  LOSS_NOT_CLAMPED("bce.clamp.loss-infinite", Part.BCE, Forms.ONE),
  OTHER_SMALLEST_LOGARITHM(
      "bce.clamp.loss-other-limit",
      Part.BCE,
      List.of("-1", "-5", "-10", "-15", "-20", "-30", "-50", "-1000")),
  ONE_LOGARITHM_NOT_CLAMPED(
      "bce.clamp.one-logarithm-infinite", Part.BCE, List.of("first", "second")),
  GRADIENT_NOT_CLAMPED("bce.clamp.gradient-divides-by-zero", Part.BCE, Forms.ONE),
  LOG_LIMITED_FROM_ABOVE(
      "bce.clamp.loss-minimum-for-maximum", Part.BCE, List.of("", "one-term", "first", "second")),
  DENOMINATOR_LIMITED_FROM_ABOVE("bce.clamp.gradient-minimum-for-maximum", Part.BCE, Forms.ONE),
  CLIP_VANISHES("bce.clamp.vanishes-at-one", Part.BCE, Forms.TINY_EPSILONS),
  // Before a clip of the same numbers, which is seen in J too.
  DENOMINATORS_LIMITED_APART("bce.clamp.two-denominators", Part.BCE, Forms.ONE),
  CLIPPED_PREDICTION("bce.clamp.clips-predictions", Part.BCE, Forms.EPSILONS),
  EPSILON_INSIDE("bce.clamp.epsilon-added", Part.BCE, Forms.EPSILONS),
  // Before what adds it: of predictions that are exactly 0 or 1, either comes to the same.
  SMALLEST_DENOMINATOR("bce.clamp.other-denominator", Part.BCE, Forms.EPSILONS),
  EPSILON_IN_DENOMINATOR("bce.clamp.epsilon-in-denominator", Part.BCE, Forms.EPSILONS),
  LIMIT_WITH_COUNT("bce.clamp.limits-denominator-with-count", Part.BCE, Forms.ONE),
  LOG_ARGUMENT_CLAMPED("bce.clamp.clips-logarithms", Part.BCE, Forms.EPSILONS),
  ZERO_AT_ENDS("bce.clamp.ends-left-out", Part.BCE, Forms.ONE),
  PRODUCT_LIMITED("bce.clamp.limits-products", Part.BCE, List.of("", "zero-times-infinity")),
  // Behind what is likelier: a few answers cannot tell it from a clip.
  GRADIENT_OF_LIMIT("bce.clamp.gradient-of-limit", Part.BCE, Forms.ONE);

  private final String id;
  private final Part part;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<String> forms;

  Mistake(String id, Part part, List<String> forms) {
    this.id = id;
    this.part = part;
    this.forms = forms;
  }

  private static final class Forms {
    static final List<String> ONE = List.of("");
    static final List<String> LAYERS = List.of("", "hidden", "output");

    /** Which loop divides, by the number of all elements or by another size. */
    static final List<String> LOOPS =
        List.of("samples", "samples-by-batch", "samples-by-outputs", "elements");

    static final List<String> SAMPLES = List.of("", "last");
    static final List<String> ALL_BUT_ONE =
        List.of(
            "all-but-last-unit",
            "all-but-first-unit",
            "all-but-last-sample",
            "all-but-first-sample",
            "hidden-all-but-last-unit",
            "hidden-all-but-first-unit",
            "hidden-all-but-last-sample",
            "hidden-all-but-first-sample",
            "output-all-but-last-unit",
            "output-all-but-first-unit",
            "output-all-but-last-sample",
            "output-all-but-first-sample");

    /**
     * To the nearer one, and one half to 0 or to 1; or to the other one where a label is not
     * exactly this.
     */
    static final List<String> ROUNDINGS = List.of("", "half-up", "one", "zero");

    /** What is divided by, of a quotient of whole numbers. */
    static final List<String> DIVISORS = List.of("batch", "outputs", "elements");

    static final List<String> LIMITS = List.of("5", "6", "8", "10", "12", "15", "16", "20", "25");
    static final List<String> LEAKS = List.of("0.01", "0.1", "0.2", "0.3");
    static final List<String> PARTS =
        List.of(
            "all-but-last-sample",
            "all-but-first-sample",
            "all-but-last-output",
            "all-but-first-output",
            "first-sample",
            "last-sample",
            "first-output",
            "last-output",
            "first-element",
            "last-element");
    static final List<String> EPSILONS =
        List.of(
            "0.001",
            "1e-4",
            "1e-5",
            "1e-6",
            "1e-7",
            "1e-8",
            "1e-9",
            "1e-10",
            "1e-11",
            "1e-12",
            "1e-13",
            "1e-14",
            "1e-15",
            "1e-16",
            "1e-20",
            "1e-30",
            "1e-40",
            "1e-45",
            "1e-50",
            "1e-100",
            "1e-300",
            "4.9e-324");

    /** So small that 1 minus it is 1. */
    static final List<String> TINY_EPSILONS =
        List.of(
            "5e-17",
            "1e-17",
            "1e-18",
            "1e-19",
            "1e-20",
            "1e-25",
            "1e-30",
            "1e-40",
            "1e-45",
            "1e-50",
            "1e-100",
            "1e-300",
            "4.9e-324");

    private Forms() {}
  }

  String id() {
    return id;
  }

  Part part() {
    return part;
  }

  /** The forms of it, such as the layer or a size; one that is empty when there is one alone. */
  List<String> forms() {
    return forms;
  }

  /** What can be another number because of it in one of its forms. */
  Set<String> quantities(String form) {
    return switch (part) {
      case FORWARD -> Set.of("yHat");
      case BACKWARD -> MistakenGradients.of(this, form);
      case MSE, BCE ->
          id.contains(".loss") || id.contains("-logarithm-")
              ? Set.of("J")
              : id.contains(".gradient") || id.contains("-denominator")
                  ? Set.of("dJdyHat")
                  : Set.of("J", "dJdyHat");
    };
  }
}
