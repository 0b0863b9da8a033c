package mlp;

/** Starts threads that start threads, up to 5,000, and lets them live. */
final class Attack extends Hook {
  private static final Object FOREVER = new Object();

  @Override
  void run() throws Throwable {
    start(5_000);
  }

  private static void start(int left) {
    Thread thread =
        new Thread(
            null,
            () -> {
              if (left > 0) {
                start(left - 1);
              }
              synchronized (FOREVER) {
                while (true) {
                  try {
                    FOREVER.wait();
                  } catch (InterruptedException goOn) {
                    // For ever.
                  }
                }
              }
            },
            "bomb",
            64 << 10);
    thread.start();
  }
}
