package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/**
 * Throws an exception whose message, cause and stack frames throw or exit when they are asked for.
 */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    throw new Hostile();
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new ThreadDeath();
    }

    @Override
    public String toString() {
      throw this;
    }

    @Override
    public synchronized Throwable getCause() {
      return this;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }
}
