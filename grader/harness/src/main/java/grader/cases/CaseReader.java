package grader.cases;

import grader.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads case files: JSON, strictly, with every problem of every file reported at once.
 *
 * <p>The format is described, for editors, by {@code tests/case-file-v1.schema.json}; this reader
 * is its authority.
 */
public final class CaseReader {
  private CaseReader() {}

  /**
   * Read the suites of files and folders.
   *
   * @param paths files, and folders whose {@code *.json} files are read in the order of their names
   * @return one suite per file, in the order given
   * @throws InvalidCasesException with everything that is wrong, when anything is
   */
  public static List<TestSuite> read(List<Path> paths) throws InvalidCasesException {
    List<Problem> problems = new ArrayList<>();
    List<TestSuite> suites = new ArrayList<>();
    CaseIds ids = new CaseIds();
    for (Path file : files(paths, problems)) {
      try {
        JsonDocument document = JsonDocument.read(file);
        TestSuite suite = new CaseFileReader(document, ids).read(Sha256.of(document.bytes()));
        problems.addAll(document.problemsByPlace());
        if (suite != null) {
          suites.add(suite);
        }
      } catch (IOException e) {
        problems.add(new Problem(file, 0, 0, "cannot be read: " + e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCasesException(problems);
    }
    return suites;
  }

  private static List<Path> files(List<Path> paths, List<Problem> problems) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        problems.add(new Problem(path, 0, 0, "no such file or folder"));
        continue;
      }
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> entries = Files.list(path)) {
        List<Path> json =
            entries.filter(entry -> entry.toString().endsWith(".json")).sorted().toList();
        if (json.isEmpty()) {
          problems.add(
              new Problem(path, 0, 0, "no case file in this folder; expected files *.json"));
        }
        files.addAll(json);
      } catch (IOException e) {
        problems.add(new Problem(path, 0, 0, "cannot be read: " + e.getMessage()));
      }
    }
    return files;
  }
}
