package grader.cli;

import grader.oracle.Oracle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;

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
   * The grader that a launcher would start.
   *
   * @param properties what the launcher hands on, which says where everything is
   */
  public static WarmGrader of(Map<String, String> properties) {
    try {
      properties.forEach(System::setProperty);
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
