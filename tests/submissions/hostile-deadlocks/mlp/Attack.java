package mlp;

/** Waits for itself, without using the processor. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Thread.currentThread().join();
  }
}
