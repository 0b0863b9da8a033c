package mlp;

/** Names another jar in its manifest's Class-Path, and asks for a class of it. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    touched(Class.forName("org.junit.platform.engine.TestEngine").getName());
  }
}
