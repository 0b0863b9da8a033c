package grader.cli;

import grader.oracle.Oracle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The installed command in the process of the test: for hundreds of runs, of which each would start
 * a JVM that is new to everything. Workers are processes of their own, sealed where they can be, as
 * always; what the launcher script does is not tried here.
 */
public final class WarmGrader {
  private final Installation installation;

  private WarmGrader(Installation installation) {
    this.installation = installation;
  }

  /**
   * The grader of an installation that its launcher has started before, on this JDK.
   *
   * @param home the installation's folder
   * @throws IllegalStateException when it was never started, so that there is nothing to seal
   *     workers with
   */
  public static WarmGrader of(Path home) {
    // As the launcher names them.
    Path archives = home.resolve("archives");
    String name = Runtime.version().toString().replaceAll("[^A-Za-z0-9.+-]", "_");
    Path archive =
        Stream.of("jsa", "aot")
            .map(suffix -> archives.resolve(name + "-worker." + suffix))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no archive of " + name));
    // The launcher hands on the same properties.
    Map<String, Path> properties =
        Map.of(
            "grader.home",
            home,
            "grader.worker.archive",
            archive,
            "grader.worker.root",
            archives.resolve(name + "-root"),
            "grader.prepared",
            archives.resolve("prepared-cases"));
    try {
      properties.forEach((key, value) -> System.setProperty(key, value.toString()));
      return new WarmGrader(Objects.requireNonNull(Installation.fromSystemProperties()));
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  /**
   * What a run left behind.
   *
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Run(int exitCode, String out, String err) {}

  /**
   * Runs the command as from a pipe.
   *
   * @param environment the only variables that it sees
   */
  public Run run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        GraderMain.run(
            new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                environment,
                false,
                false,
                StandardCharsets.UTF_8,
                installation,
                null,
                () -> ServiceLoader.load(Oracle.class).findFirst().orElse(null)),
            arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
