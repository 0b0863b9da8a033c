package mlp;

import java.lang.ref.Cleaner;

/** Hangs the cleaner thread of the JVM, and registers an end that never ends. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Cleaner cleaner = Cleaner.create();
    for (int i = 0; i < 4; i++) {
      cleaner.register(
          new Object(),
          () -> {
            while (true) {
              Thread.onSpinWait();
            }
          });
    }
    System.gc();
  }
}
