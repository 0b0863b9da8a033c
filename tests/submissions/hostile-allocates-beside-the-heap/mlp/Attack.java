package mlp;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/** Takes 1 GiB of memory beside the heap with sun.misc.Unsafe, where -Xmx does not count. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Unsafe unsafe = unsafe();
    long chunk = 64L << 20;
    for (int i = 1; i <= 16; i++) {
      unsafe.setMemory(unsafe.allocateMemory(chunk), chunk, (byte) 1);
    }
    touched("1 GiB beside the heap");
  }

  private static Unsafe unsafe() throws ReflectiveOperationException {
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return (Unsafe) field.get(null);
  }
}
