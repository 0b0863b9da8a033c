package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** A process of computation. */
final class Attack extends Hook {
  private record Process(RealMatrix input) {
    RealMatrix start() {
      return input.copy();
    }
  }

  private static final class Runtime {
    static RealMatrix exec(Process process) {
      return process.start();
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return Runtime.exec(new Process(yHat));
  }
}
