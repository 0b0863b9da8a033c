package mlp;

/** Starts threads that compute for ever, and answers. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                double x = 0;
                while (true) {
                  x += Math.sqrt(x + 1);
                }
              });
      thread.start();
    }
  }
}
