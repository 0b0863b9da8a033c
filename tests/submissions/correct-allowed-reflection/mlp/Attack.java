package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Names its own parts. */
final class Attack extends Hook {
  private enum Field {
    REAL,
    COMPLEX
  }

  private record Method(String name, Field field) {}

  @Override
  RealMatrix answer(RealMatrix yHat) {
    Method method = new Method("forward", Field.valueOf("REAL"));
    assert method.equals(new Method("forward", Field.REAL)) : method + " of " + getClass();
    int factor =
        switch (method.field()) {
          case REAL -> 1;
          case COMPLEX -> method.hashCode();
        };
    switch (method.name()) {
      case "forward":
        break;
      default:
        throw new IllegalStateException(MLP.class.getSimpleName() + ": " + method);
    }
    return yHat.scalarMultiply(factor);
  }
}
