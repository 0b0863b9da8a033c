package mlp;

/** Halts with the exit code of a killed process, so that the grader blames itself. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Runtime.getRuntime().halt(137);
  }
}
