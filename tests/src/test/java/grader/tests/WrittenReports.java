package grader.tests;

import grader.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What one run of the installed grader wrote of a submission: its report in every format. GitHub's
 * goes to standard output, and every other one to a file.
 */
record WrittenReports(Product.Run run, Map<String, String> texts) {
  private static final List<String> IN_FILES =
      List.of(
          "console",
          "json",
          "junit-xml",
          "otr",
          "gradescope",
          "prairielearn",
          "autolab",
          "classroom50",
          "markdown",
          "sarif",
          "html");

  private static final String GITHUB = "github";
  private static final String SUMMARY = "summary";
  private static final String OUTPUTS = "outputs";

  private static final Path SCHEMA =
      Product.CLONE.resolve(
          "grader/harness/src/main/resources/grader/report/grade-report-v1.schema.json");

  /** A way to run the grader. */
  interface Command {
    /**
     * Runs it.
     *
     * @param environment variables that it sees
     */
    Product.Run run(Map<String, String> environment, String... arguments);
  }

  /** In a process of its own, by the launcher. */
  static final Command AS_INSTALLED =
      (environment, arguments) ->
          Product.run(Product.INSTALLATION.resolve("bin/grader"), environment, arguments);

  /** In the process of the test. */
  static final Command WARM = Product::runWarm;

  /** Grades a fixture once; the exit code is that of the console, and not of a gradebook. */
  static WrittenReports of(Fixture fixture, Command command) throws IOException {
    return of(fixture.name(), Submissions.jarOf(fixture.name()), fixture.options(), command);
  }

  /**
   * Grades a submission once.
   *
   * @param name of the folder of the reports
   * @param options beside the formats
   */
  static WrittenReports of(String name, Path jar, List<String> options, Command command)
      throws IOException {
    Path folder = Product.CLONE.resolve("tests/target/reports").resolve(name);
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(SUMMARY));
    Files.deleteIfExists(folder.resolve(OUTPUTS));
    List<String> arguments = new ArrayList<>(List.of("--no-exit-zero", "--format", GITHUB));
    for (String format : IN_FILES) {
      arguments.addAll(List.of("--format", format, "--output", folder.resolve(format).toString()));
    }
    arguments.addAll(options);
    arguments.add(jar.toString());
    Map<String, String> environment =
        Map.of(
            "GITHUB_STEP_SUMMARY", folder.resolve(SUMMARY).toString(),
            "GITHUB_OUTPUT", folder.resolve(OUTPUTS).toString(),
            "CLASSROOM", "deep-learning",
            "ASSIGNMENT", "backpropagation",
            "SUBMISSION_TAG", "submit/" + name,
            "COMMIT_URL", "https://git.example/commit",
            "RELEASE_URL", "https://git.example/release",
            "REVIEW_URL", "https://git.example/review");
    Product.Run run = command.run(environment, arguments.toArray(String[]::new));
    Map<String, String> texts = new TreeMap<>(Map.of(GITHUB, run.out()));
    for (String format : IN_FILES) {
      texts.put(format, Files.readString(folder.resolve(format)));
    }
    texts.put(SUMMARY, Files.readString(folder.resolve(SUMMARY)));
    return new WrittenReports(run, texts);
  }

  /** The report in a format. */
  String text(String format) {
    return Objects.requireNonNull(texts.get(format), format);
  }

  /** What the readers of the formats say against them. */
  List<String> problems() throws IOException {
    Validity validity = new Validity(Files.readString(SCHEMA));
    List<String> problems = new ArrayList<>();
    texts.forEach(
        (format, text) ->
            problems(validity, format, text)
                .forEach(problem -> problems.add(format + ": " + problem)));
    return problems;
  }

  private static List<String> problems(Validity validity, String format, String text) {
    return switch (format) {
      case "html", "otr", "junit-xml" -> ValidMarkup.problems(validity, format, text);
      case SUMMARY -> validity.problems("markdown", text);
      default -> validity.problems(format, text);
    };
  }
}
