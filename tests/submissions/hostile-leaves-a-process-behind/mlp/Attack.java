package mlp;

/**
 * Starts a process in a session of its own, with an empty environment and no parent, that is to
 * outlive the grader.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    new ProcessBuilder(
            "setsid", "sh", "-c", "(sleep 20; : " + Targets.token() + ") >/dev/null 2>&1 &")
        .start()
        .waitFor();
  }
}
