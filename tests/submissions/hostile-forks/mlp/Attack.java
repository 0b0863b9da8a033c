package mlp;

import java.nio.file.Path;

/** Starts processes that start processes, by the one program that every worker has: the JVM. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    for (int i = 0; i < 8; i++) {
      new ProcessBuilder(
              java.toString(),
              "-Xmx8m",
              "-Dtoken=" + Targets.token(),
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:+PauseAtStartup",
              "-version")
          .start();
    }
    touched("8 more processes");
  }
}
