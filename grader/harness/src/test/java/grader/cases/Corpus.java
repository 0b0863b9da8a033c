package grader.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The case files that the tests read, one folder per kind: {@code good}; {@code bad}, each with one
 * defect; {@code reader-only}, each with one defect that no schema can see; {@code several} defects
 * in one file; {@code syntax}, which are no JSON.
 */
final class Corpus {
  private static final Path FOLDER = Path.of("src", "test", "resources", "grader", "cases");
  private static final Path REPOSITORY = Path.of("..", "..");

  /** The schema that case files name. */
  static final Path SCHEMA = REPOSITORY.resolve(Path.of("tests", "case-file-v1.schema.json"));

  private Corpus() {}

  /** The files of one kind, by name. */
  static List<Path> files(String kind) {
    return list(FOLDER.resolve("corpus").resolve(kind));
  }

  /** One file of a kind. */
  static Path file(String kind, String name) {
    return FOLDER.resolve("corpus").resolve(kind).resolve(name);
  }

  /** The suites that are handed out or graded with. */
  static List<Path> realFiles() {
    Path examples = Path.of("student-template", "src", "test", "resources", "examples");
    return Stream.of(Path.of("tests", "hidden"), examples)
        .flatMap(folder -> list(REPOSITORY.resolve(folder)).stream())
        .toList();
  }

  /** The kind and the name of a file, with slashes on every system. */
  static String name(Path file) {
    int names = file.getNameCount();
    return file.getName(names - 2) + "/" + file.getName(names - 1);
  }

  /** What the reader finds wrong with one file. */
  static List<Problem> problems(Path file) {
    try {
      CaseReader.read(List.of(file));
      return List.of();
    } catch (InvalidCasesException e) {
      return e.problems();
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> json = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (json.isEmpty()) {
        throw new IllegalStateException("no case file in " + folder);
      }
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
