package mlp;

import java.lang.reflect.Field;

/** Opens java.lang and asks for native access in its manifest, and reaches into a string. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Field value = String.class.getDeclaredField("value");
    value.setAccessible(true);
    touched("the inside of a string");
  }
}
