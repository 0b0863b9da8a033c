package mlp;

/** Halts with the exit code of a worker that failed itself, so that the grader blames itself. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Runtime.getRuntime().halt(73);
  }
}
