package grader.cases;

import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
   * Read the cases of the suites.
   *
   * @param runSeed of generated tensors
   * @return by case id, in the order of the suites; null when the file does not hold them
   */
  public @Nullable Map<String, PreparedCase> read(List<TestSuite> suites, long runSeed) {
    if (file == null || use != Use.READ || !Files.isReadable(file)) {
      return null;
    }
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      MessageChannel messages = new MessageChannel(in, OutputStream.nullOutputStream());
      return content(suites, runSeed).equals(messages.receive()) ? cases(suites, messages) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Map<String, PreparedCase> cases(
      List<TestSuite> suites, MessageChannel messages) throws IOException {
    Map<String, PreparedCase> cases = new LinkedHashMap<>();
    for (TestCase testCase : inOrder(suites)) {
      Message request = messages.receive();
      Message right = messages.receive();
      if (!(request instanceof CaseRequest asked) || !(right instanceof CaseResponse answer)) {
        return null;
      }
      cases.put(testCase.id(), PreparedCase.numbered(testCase, asked, answer.tensors()));
    }
    return messages.receive() == null ? cases : null;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageChannel messages = new MessageChannel(InputStream.nullInputStream(), bytes);
    messages.send(content(suites, runSeed));
    for (TestCase testCase : inOrder(suites)) {
      PreparedCase each = prepared.get(testCase.id());
      if (each == null) {
        throw new IllegalArgumentException("not prepared: " + testCase.id());
      }
      messages.send(each.request());
      messages.send(
          new CaseResponse(each.request().number(), each.expected(), null, CapturedOutput.NONE));
    }
    write(file, bytes.toByteArray());
  }

  /**
   * Write a file that its owner alone can read.
   *
   * @throws IOException when it cannot be written; an old one is then as it was
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    // createTempFile: its files are readable by their owner alone.
    Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), CONTENT, null);
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** What the numbers belong to. */
  private CaseRequest content(List<TestSuite> suites, long runSeed) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("grader", grader);
    attributes.put("seed", Long.toString(runSeed));
    for (TestSuite suite : suites) {
      attributes.put("suite " + attributes.size(), suite.sha256());
    }
    return new CaseRequest(0, CONTENT, attributes, Map.of());
  }

  private static List<TestCase> inOrder(List<TestSuite> suites) {
    List<TestCase> cases = new ArrayList<>();
    for (TestSuite suite : suites) {
      cases.addAll(suite.cases());
    }
    return cases;
  }
}
