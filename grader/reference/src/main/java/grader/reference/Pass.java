package grader.reference;

/** What a forward computes on its way: z1, z2, z3 and ŷ, with a row per sample. */
final class Pass {
  final double[][] z1;
  final double[][] z2;
  final double[][] z3;
  final double[][] yHat;

  Pass(double[][] z1, double[][] z2, double[][] z3, double[][] yHat) {
    this.z1 = z1;
    this.z2 = z2;
    this.z3 = z3;
    this.yHat = yHat;
  }
}
