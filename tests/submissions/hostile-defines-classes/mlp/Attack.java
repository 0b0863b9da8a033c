package mlp;

/** Defines a class from bytes, in a class loader of its own, that starts a shell. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    byte[] bytes = OwnClasses.read("mlp/Payload");
    Class<?> made =
        new ClassLoader(Attack.class.getClassLoader()) {
          Class<?> define() {
            return defineClass(null, bytes, 0, bytes.length);
          }
        }.define();
    ((Runnable) made.getDeclaredConstructor().newInstance()).run();
  }
}
