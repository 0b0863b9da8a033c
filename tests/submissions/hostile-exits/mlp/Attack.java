package mlp;

/** Ends the process with System.exit(0), as if all had gone well. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    System.exit(0);
  }
}
