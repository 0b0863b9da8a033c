package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Connects one layer with the next. */
final class Attack extends Hook {
  private static final class Socket {
    private final RealMatrix connected;

    Socket(RealMatrix matrix, int port) {
      connected = matrix.scalarMultiply(Integer.signum(port));
    }

    RealMatrix accept() {
      return connected;
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new Socket(yHat, 8080).accept();
  }
}
