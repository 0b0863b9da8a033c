package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Throws and prints what acts in a terminal, in HTML, in XML, in JSON and in a spreadsheet. */
final class Attack extends Hook {
  private static final String TEXT =
      "\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>]]>&lt;\", \"score\": 50, \"\r"
          + "=cmd|' /C calc'!A0\u202e\u2066\u0000";

  @Override
  void run() throws Throwable {
    System.out.println(TEXT);
    System.err.println(TEXT);
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    throw new IllegalStateException(TEXT);
  }
}
