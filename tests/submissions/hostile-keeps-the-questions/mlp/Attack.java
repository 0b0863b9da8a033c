package mlp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Keeps the matrices that it was given and returned, and changes them later, from another thread.
 */
final class Attack extends Hook {
  private static final List<RealMatrix> KEPT = new CopyOnWriteArrayList<>();

  @Override
  void run() throws Throwable {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                for (RealMatrix kept : KEPT) {
                  kept.setEntry(0, 0, Double.NaN);
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    RealMatrix answer = yHat.copy();
    KEPT.add(yHat);
    return answer;
  }
}
