package mlp;

/** Ends the process before forward is ever entered. */
final class Attack extends Hook {
  static {
    System.exit(0);
  }

  @Override
  void run() throws Throwable {}
}
