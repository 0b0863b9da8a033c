package mlp;

import java.lang.reflect.Field;
import sun.misc.Unsafe;

/**
 * Writes to address 0 with sun.misc.Unsafe, which kills the JVM; a runtime without jdk.unsupported
 * has no such class.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    unsafe().putAddress(0, 0);
  }

  private static Unsafe unsafe() throws ReflectiveOperationException {
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return (Unsafe) field.get(null);
  }
}
