package mlp;

import java.lang.reflect.Field;

/** Makes 1 be 2 in the cache of boxed integers. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> cache = Class.forName("java.lang.Integer$IntegerCache");
    Field field = cache.getDeclaredField("cache");
    field.setAccessible(true);
    Integer[] integers = (Integer[]) field.get(null);
    integers[129] = 2;
    touched("the cache of integers");
  }
}
