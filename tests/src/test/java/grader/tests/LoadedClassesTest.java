package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes a run loads, and from where: a start is most of what a run takes. */
class LoadedClassesTest {
  private static final String SAMPLE =
      Product.INSTALLATION.resolve("samples/correct-sample.jar").toString();

  @TempDir private Path folder;

  @Test
  void aRunThatGradesLoadsNothingOfTheOtherCommands() throws IOException {
    List<String> loaded = classesLoaded(SAMPLE, 0);
    assertTrue(loaded.contains("grader.cli.CommandNames"), loaded::toString);
    for (String other :
        List.of("CommandTree", "CommandGroup", "Subcommand", "Cases", "CompletionCommand")) {
      assertFalse(
          loaded.stream().anyMatch(name -> name.startsWith("grader.cli." + other)),
          () -> other + " is loaded: " + loaded);
    }
  }

  @Test
  @Tag("long")
  void onlyAFailedCheckLoadsTheDiagnosis() throws IOException {
    Predicate<String> isOfDiagnosis = name -> name.startsWith("grader.diagnosis.");
    String wrong = Submissions.jarOf("wrong-backward-divides-by-batch").toString();
    assertEquals(List.of(), classesLoaded(SAMPLE, 0).stream().filter(isOfDiagnosis).toList());
    assertTrue(classesLoaded(wrong, 1).contains("grader.diagnosis.Diagnosis"));
  }

  /**
   * The archive has what these need, though it was recorded with another submission: to load it
   * from the jar, or to make a lambda, takes as long as to find a mistake.
   */
  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      strings = {"wrong-cache-rows-shared", "wrong-derivative-in-loop", "wrong-sigmoid-of-shifted"})
  void whatCasesAndADiagnosisNeedIsInTheArchive(String name) throws IOException {
    List<String> own =
        linesOfClassesLoadedFromTheArchive(name).stream()
            .filter(
                line -> line.startsWith("grader.cases.") || line.startsWith("grader.diagnosis."))
            .toList();
    assertTrue(own.size() > 80, own::toString);
    assertEquals(
        List.of(),
        own.stream()
            .filter(line -> !line.contains("source: shared objects file"))
            // No law is broken by what is rehearsed.
            .filter(line -> !line.startsWith("grader.diagnosis.LawFindings$$Lambda"))
            .toList());
  }

  /**
   * How a whole number is written elsewhere is what {@code %d} asks for, which takes longer than
   * all that is formatted; {@code %s} does not.
   */
  @Test
  @Tag("long")
  void aRunThatFailsLoadsNothingOfLocales() throws IOException {
    assertEquals(
        List.of(),
        linesOfClassesLoadedFromTheArchive("wrong-cache-rows-shared").stream()
            .filter(line -> line.startsWith("sun.util.locale.provider."))
            .toList());
  }

  /** The classes that grading a wrong submission loads when all is recorded that can be. */
  private List<String> linesOfClassesLoadedFromTheArchive(String name) throws IOException {
    // Made by the first start.
    Product.run("--version");
    Path recorded = Product.INSTALLATION.resolve("archives");
    List<Path> archives;
    try (Stream<Path> all = Files.list(recorded)) {
      archives = all.filter(each -> each.toString().endsWith("-harness.jsa")).toList();
    }
    assertEquals(1, archives.size(), archives::toString);
    return linesOfClassesLoaded(
        Submissions.jarOf(name).toString(),
        1,
        "-XX:SharedArchiveFile=" + archives.get(0),
        "-Dgrader.prepared=" + recorded.resolve("prepared-cases"));
  }

  /** The names of the classes that grading a submission loads. */
  private List<String> classesLoaded(String submission, int exitCode) throws IOException {
    return linesOfClassesLoaded(submission, exitCode, "-Xshare:auto").stream()
        .map(line -> line.split(" ", 2)[0])
        .toList();
  }

  /** The classes that grading a submission loads, each with its source. */
  private List<String> linesOfClassesLoaded(String submission, int exitCode, String... options)
      throws IOException {
    Path log = folder.resolve("classes.txt");
    List<Path> jars = new ArrayList<>(Product.jars("lib"));
    jars.addAll(Product.jars("worker"));
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xlog:class+load:file=" + log + "::filecount=0",
            "-Dgrader.home=" + Product.INSTALLATION,
            "-cp",
            classPath,
            "grader.cli.GraderMain",
            "--quiet",
            submission));
    Product.Run run = Product.runCommand(command, folder, Map.of());
    assertEquals(exitCode, run.exitCode(), run.err());
    try (Stream<String> lines = Files.lines(log)) {
      // [0.123s][info][class,load] grader.cli.GraderMain source: ...
      return lines.map(line -> line.replaceFirst("^(\\[[^]]*\\])+ ", "")).toList();
    }
  }
}
