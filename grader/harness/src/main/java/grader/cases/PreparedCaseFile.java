package grader.cases;

import grader.protocol.CaseRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of prepared cases, kept in a file from one run to the next: to draw them and to ask
 * the reference takes as long as a fifth of a run, and gives the same every time.
 *
 * <p>The file is a sequence of the protocol's messages: a request that says what all of it belongs
 * to, then per case its request and the right response. Only for speed: what belongs to other case
 * files, another seed or another build of the grader is not used, nor is what cannot be read.
 *
 * @param file owned by whoever installed the grader, and readable by nobody else: it holds answers
 * @param grader names the build of the grader; a file that another one wrote is not used
 * @param use what this run does with the file
 */
public record PreparedCaseFile(@Nullable Path file, String grader, Use use) {
  /** What a run does with the file. */
  public enum Use {
    /** Read it. */
    READ,
    /** Write it. */
    RECORD
  }

  /** No file. */
  public static final PreparedCaseFile NONE = new PreparedCaseFile(null, "", Use.READ);

  private static final String CONTENT = "prepared-cases";

  /**
   * Read the numbers of cases.
   *
   * @param digests of their files, in the order of the run
   * @param runSeed of generated tensors
   * @return none when the file does not hold them
   */
  public PreparedNumbers read(List<String> digests, long runSeed) {
    if (file == null || use != Use.READ) {
      return PreparedNumbers.NONE;
    }
    return PreparedNumbers.ofMessages(new MessageFile(file, content(digests, runSeed)).read());
  }

  /**
   * Write the cases when this run is to record them.
   *
   * @param prepared by case id
   * @throws IOException when the file cannot be written; an old one is then as it was
   */
  public void record(List<TestSuite> suites, long runSeed, Map<String, PreparedCase> prepared)
      throws IOException {
    if (file == null || use != Use.RECORD) {
      return;
    }
    List<String> digests = new ArrayList<>();
    for (TestSuite suite : suites) {
      digests.add(suite.sha256());
    }
    new MessageFile(file, content(digests, runSeed))
        .write(PreparedNumbers.of(suites, prepared).messages());
  }

  /** What the numbers belong to. */
  private CaseRequest content(List<String> digests, long runSeed) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("grader", grader);
    attributes.put("seed", Long.toString(runSeed));
    for (String digest : digests) {
      attributes.put("suite " + attributes.size(), digest);
    }
    return new CaseRequest(0, CONTENT, attributes, Map.of());
  }
}
