package mlp;

import java.util.Scanner;
import org.apache.commons.math3.linear.RealMatrix;

/** Says what it does. */
final class Attack extends Hook {
  @Override
  RealMatrix answer(RealMatrix yHat) {
    System.out.printf("%d rows%n", yHat.getRowDimension());
    System.err.println("done");
    try (Scanner scanner = new Scanner("1")) {
      return yHat.scalarMultiply(scanner.nextInt());
    }
  }
}
