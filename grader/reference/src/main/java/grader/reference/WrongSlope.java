package grader.reference;

/**
 * What is taken for the derivative of an activation, element by element.
 *
 * <p>A formula by its name, and not a function for each: in a run that is over soon, the JVM would
 * take longer to make the functions than to compute them.
 *
 * @param amount the number that the formula names; NaN when it names none
 * @param limit the limit of what the sigmoid is taken of; NaN when there is none
 * @param limitOfDerivative the same, in the derivative alone
 */
record WrongSlope(
    Formula formula, Argument argument, double amount, double limit, double limitOfDerivative) {
  /** Of z, of a, where the activation gave it, and of dJ/da. */
  enum Formula {
    ONE,
    ZERO,
    Z,
    A,
    Z_ABOVE_ZERO,
    Z_NOT_BELOW_ZERO,
    Z_BELOW_ZERO,
    A_ABOVE_ZERO,
    UPSTREAM_ABOVE_ZERO,
    Z_AND_UPSTREAM_ABOVE_ZERO,
    HALF_AT_ZERO,
    SIGN_OF_Z,
    RELU,
    /** The amount where z is not above zero. */
    LEAKY,
    /** The amount where z is above zero. */
    SCALED_STEP,
    /** The derivative of the sigmoid, by the reference. */
    SIGMOID_GRADIENT,
    /** a · (1 − a). */
    A_TIMES_REST,
    /** 1 − tanh² z. */
    TANH_GRADIENT,
    /** z · (1 − z). */
    Z_TIMES_REST,
    EXP,
    EXP_OF_MINUS,
    EXP_OF_MINUS_ABSOLUTE,
    /** e / (1 + e)², where e is e^z. */
    QUOTIENT,
    /** The same, where e is e^−z. */
    QUOTIENT_OF_MINUS,
    /** s · (1 − s), where s is a sigmoid that overflows. */
    OVERFLOWING_TIMES_REST,
    // Of s, the sigmoid of z.
    S,
    REST_OF_S,
    SQUARE_OF_S,
    S_TIMES_MORE,
    S_TIMES_REST,
    MINUS_S_TIMES_REST,
    /** The amount times s · (1 − s). */
    SCALED_S_TIMES_REST,
    REST_OF_SQUARE_OF_S,
    /** s · (1 − s), and 0 where z is farther from 0 than the amount. */
    S_TIMES_REST_UNTIL_END
  }

  /** What is taken for z. */
  enum Argument {
    Z,
    A,
    UPSTREAM
  }

  static WrongSlope of(Formula formula) {
    return of(formula, Double.NaN);
  }

  static WrongSlope of(Formula formula, double amount) {
    return new WrongSlope(formula, Argument.Z, amount, Double.NaN, Double.NaN);
  }

  /** The same of something else than z. */
  WrongSlope of(Argument other) {
    return new WrongSlope(formula, other, amount, limit, limitOfDerivative);
  }

  /** The same with limits, each of which may be NaN. */
  WrongSlope within(double limit, double limitOfDerivative) {
    return new WrongSlope(formula, argument, amount, limit, limitOfDerivative);
  }

  /** At z, where the activation gave a, and dJ/da came back. */
  double at(double z, double a, double upstream) {
    double taken =
        switch (argument) {
          case Z -> z;
          case A -> a;
          case UPSTREAM -> upstream;
        };
    return value(taken, a, upstream);
  }

  private double value(double z, double a, double upstream) {
    return switch (formula) {
      case ONE -> 1;
      case ZERO -> 0;
      case Z -> z;
      case A -> a;
      case Z_ABOVE_ZERO -> z > 0 ? 1 : 0;
      case Z_NOT_BELOW_ZERO -> z >= 0 ? 1 : 0;
      case Z_BELOW_ZERO -> z < 0 ? 1 : 0;
      case A_ABOVE_ZERO -> a > 0 ? 1 : 0;
      case UPSTREAM_ABOVE_ZERO -> upstream > 0 ? 1 : 0;
      case Z_AND_UPSTREAM_ABOVE_ZERO -> z > 0 && upstream > 0 ? 1 : 0;
      case HALF_AT_ZERO -> z > 0 ? 1 : z < 0 ? 0 : 0.5;
      case SIGN_OF_Z -> Math.signum(z);
      case RELU -> Math.max(0, z);
      case LEAKY -> z > 0 ? 1 : amount;
      case SCALED_STEP -> z > 0 ? amount : 0;
      case SIGMOID_GRADIENT -> new Sigmoid().gradient(1, z);
      case A_TIMES_REST -> a * (1 - a);
      case TANH_GRADIENT -> 1 - Math.tanh(z) * Math.tanh(z);
      case Z_TIMES_REST -> z * (1 - z);
      case EXP -> Math.exp(z);
      case EXP_OF_MINUS -> Math.exp(-z);
      case EXP_OF_MINUS_ABSOLUTE -> Math.exp(-Math.abs(z));
      case QUOTIENT -> quotient(Math.exp(z));
      case QUOTIENT_OF_MINUS -> quotient(Math.exp(-z));
      case OVERFLOWING_TIMES_REST ->
          WrongActivation.overflowing(z) * (1 - WrongActivation.overflowing(z));
      default -> ofSigmoid(new Sigmoid().value(clipped(z)), z);
    };
  }

  private double clipped(double z) {
    return WrongActivation.clipped(WrongActivation.clipped(z, limit), limitOfDerivative);
  }

  private static double quotient(double e) {
    return e / ((1 + e) * (1 + e));
  }

  private double ofSigmoid(double s, double z) {
    return switch (formula) {
      case S -> s;
      case REST_OF_S -> 1 - s;
      case SQUARE_OF_S -> s * s;
      case S_TIMES_MORE -> s * (1 + s);
      case S_TIMES_REST -> s * (1 - s);
      case MINUS_S_TIMES_REST -> -s * (1 - s);
      case SCALED_S_TIMES_REST -> amount * s * (1 - s);
      case REST_OF_SQUARE_OF_S -> 1 - s * s;
      case S_TIMES_REST_UNTIL_END -> Math.abs(z) > amount ? 0 : s * (1 - s);
      default -> throw new IllegalStateException(formula + " is no formula of the sigmoid");
    };
  }
}
