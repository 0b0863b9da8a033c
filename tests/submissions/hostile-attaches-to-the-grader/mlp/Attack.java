package mlp;

/** Attaches to the grader's JVM and asks for its system properties. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
    Object grader =
        machine.getMethod("attach", String.class).invoke(null, Long.toString(GraderProcess.pid()));
    Object properties = machine.getMethod("getSystemProperties").invoke(grader);
    touched(
        "attached to the grader, " + ((java.util.Properties) properties).size() + " properties");
  }
}
