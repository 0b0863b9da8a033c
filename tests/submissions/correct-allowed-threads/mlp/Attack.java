package mlp;

import java.util.function.Supplier;
import org.apache.commons.math3.linear.RealMatrix;

/** A thread of thought. */
final class Attack extends Hook {
  private static final class Thread {
    private final Supplier<RealMatrix> work;

    Thread(Supplier<RealMatrix> work) {
      this.work = work;
    }

    RealMatrix join() {
      return work.get();
    }
  }

  private int runs;

  @Override
  synchronized RealMatrix answer(RealMatrix yHat) {
    Runnable count = () -> runs++;
    count.run();
    return new Thread(() -> yHat.scalarMultiply(runs)).join();
  }
}
