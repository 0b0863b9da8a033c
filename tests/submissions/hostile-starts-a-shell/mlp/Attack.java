package mlp;

/** Starts a shell that writes a file outside. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    new ProcessBuilder("sh", "-c", "echo was here > '" + Targets.marker() + "'").start().waitFor();
  }
}
