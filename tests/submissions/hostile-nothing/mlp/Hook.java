package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Where an attack takes hold of the network: each forward calls both methods once. */
abstract class Hook {
  /** What the attack does. What it throws is swallowed. */
  void run() throws Throwable {}

  /** What forward returns in the place of the right answer. What it throws is thrown. */
  RealMatrix answer(RealMatrix yHat) {
    return yHat;
  }

  /** Says that something was reached which has no secret in it. */
  static void touched(String what) {
    java.lang.System.out.println("touched: " + what);
  }

  /** Prints the secrets that stand in some bytes: a print comes back in the report. */
  static void printSecrets(byte[] bytes, int length) {
    for (int i = 0; i + 7 < length; i++) {
      if (bytes[i] == 'c'
          && bytes[i + 1] == 'a'
          && bytes[i + 2] == 'n'
          && bytes[i + 3] == 'a'
          && bytes[i + 4] == 'r'
          && bytes[i + 5] == 'y'
          && bytes[i + 6] == '-') {
        StringBuilder secret = new StringBuilder();
        int end = Math.min(length, i + 64);
        for (int j = i; j < end && (bytes[j] == '-' || Character.isLetterOrDigit(bytes[j])); j++) {
          secret.append((char) bytes[j]);
        }
        java.lang.System.out.println(secret);
      }
    }
  }

  static void printSecrets(byte[] bytes) {
    printSecrets(bytes, bytes.length);
  }
}
