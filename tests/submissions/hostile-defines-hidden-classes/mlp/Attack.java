package mlp;

import java.lang.invoke.MethodHandles;

/** Turns itself into a hidden class that no list of classes shows, and exits from there. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    byte[] bytes = OwnClasses.read("mlp/Payload");
    MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
  }
}
