package mlp;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** Defines class upon class until the memory for classes is full. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    byte[] bytes = OwnClasses.read("mlp/MLP");
    List<Class<?>> kept = new ArrayList<>();
    while (true) {
      kept.add(
          lookup
              .defineHiddenClass(bytes, false, MethodHandles.Lookup.ClassOption.STRONG)
              .lookupClass());
    }
  }
}
