package grader.cases;

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
  private final List<JsonDocument> documents = new ArrayList<>();

  /** Of what cannot be opened. */
  private final List<Problem> problems = new ArrayList<>();

  private CaseReader() {}

  /**
   * Read the suites of files and folders.
   *
   * @param paths files, and folders whose {@code *.json} files are read in the order of their names
   * @return one suite per file, in the order given
   * @throws InvalidCasesException with everything that is wrong, when anything is
   */
  public static List<TestSuite> read(List<Path> paths) throws InvalidCasesException {
    return open(paths).suites();
  }

  /**
   * Open files, and read in {@link #suites()} what they say: which files they are is known earlier.
   *
   * @param paths files, and folders whose {@code *.json} files are read in the order of their names
   */
  public static CaseReader open(List<Path> paths) {
    CaseReader reader = new CaseReader();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        reader.problems.add(new Problem(path, 0, 0, "no such file or folder"));
      } else if (Files.isDirectory(path)) {
        reader.openFolder(path);
      } else {
        reader.openFile(path);
      }
    }
    return reader;
  }

  private void openFolder(Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> json =
          entries.filter(entry -> entry.toString().endsWith(".json")).sorted().toList();
      if (json.isEmpty()) {
        problems.add(new Problem(path, 0, 0, "no case file in this folder; expected files *.json"));
      }
      json.forEach(this::openFile);
    } catch (IOException e) {
      problems.add(new Problem(path, 0, 0, "cannot be read: " + e.getMessage()));
    }
  }

  private void openFile(Path path) {
    try {
      documents.add(JsonDocument.open(path));
    } catch (IOException e) {
      problems.add(new Problem(path, 0, 0, "cannot be read: " + e.getMessage()));
    }
  }

  /** The digests of the files in hexadecimal, in the order given. */
  public List<String> digests() {
    List<String> digests = new ArrayList<>();
    for (JsonDocument document : documents) {
      digests.add(document.sha256());
    }
    return digests;
  }

  /**
   * Read what the files say.
   *
   * @return one suite per file, in the order given
   * @throws InvalidCasesException with everything that is wrong, when anything is
   */
  public List<TestSuite> suites() throws InvalidCasesException {
    List<Problem> all = new ArrayList<>(problems);
    List<TestSuite> suites = new ArrayList<>();
    CaseIds ids = new CaseIds();
    for (JsonDocument document : documents) {
      document.read();
      TestSuite suite = new CaseFileReader(document, ids).read();
      all.addAll(document.problemsByPlace());
      if (suite != null) {
        suites.add(suite);
      }
    }
    if (!all.isEmpty()) {
      throw new InvalidCasesException(all);
    }
    return suites;
  }
}
