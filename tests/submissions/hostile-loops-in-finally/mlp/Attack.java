package mlp;

/** Loops for ever in a finally block, which no exception ends. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    long i = 0;
    try {
      throw new IllegalStateException("ended");
    } finally {
      while (true) {
        i++;
      }
    }
  }
}
