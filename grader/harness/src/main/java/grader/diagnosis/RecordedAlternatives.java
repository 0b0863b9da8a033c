package grader.diagnosis;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import grader.protocol.ProtocolException;
import grader.protocol.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What known mistakes answer to the questions of a few cases, read from a file: numbers, and no
 * formula that gives them. So an edition without the reference names the same mistakes where its
 * cases show them.
 *
 * <p>The file, which {@link AlternativesRecorder} writes, is compressed by gzip and is a sequence
 * of the protocol's requests, since these have a name, attributes and tensors: each alternative,
 * then each question followed by its answers.
 */
public final class RecordedAlternatives implements Alternatives {
  static final String CONTENT = "recorded-alternatives-1";
  static final String ALTERNATIVE = "alternative";
  static final String ANSWER = "answer";

  /** Between names. */
  static final String BETWEEN = "\n";

  /** Inputs are what a submission's own earlier steps returned, but for rounding. */
  private static final double SAME = 1e-6;

  private final Groups<Part, Alternative> all;
  private final List<Recorded> questions;

  private RecordedAlternatives(Groups<Part, Alternative> all, List<Recorded> questions) {
    this.all = all;
    this.questions = List.copyOf(questions);
  }

  /** A question and its answers. */
  private record Recorded(CaseRequest question, Map<Mistakes, Map<String, Tensor>> answers) {}

  /** Those that every answer makes, and those that this one makes beside. */
  private record Mistakes(Set<String> common, Set<String> own) {}

  /**
   * Read a file.
   *
   * @throws IOException when it cannot be read, or is no such file
   */
  public static RecordedAlternatives read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      MessageChannel messages = new MessageChannel(in, OutputStream.nullOutputStream());
      CaseRequest first = next(messages);
      if (first == null || !first.operation().equals(CONTENT)) {
        throw new ProtocolException("not what " + CONTENT + " should be: " + file);
      }
      Groups<Part, Alternative> all = new Groups<>();
      List<Recorded> questions = new ArrayList<>();
      for (CaseRequest each = next(messages); each != null; each = next(messages)) {
        switch (each.operation()) {
          case ALTERNATIVE -> {
            Alternative alternative = alternative(each);
            all.add(alternative.part(), alternative);
          }
          case ANSWER -> {
            Mistakes mistakes = new Mistakes(names(each, "common"), names(each, "mistakes"));
            last(questions).answers().put(mistakes, each.tensors());
          }
          default -> questions.add(new Recorded(each, new HashMap<>()));
        }
      }
      return new RecordedAlternatives(all, questions);
    }
  }

  private static @Nullable CaseRequest next(MessageChannel messages) throws IOException {
    Message message = messages.receive();
    if (message != null && !(message instanceof CaseRequest)) {
      throw new ProtocolException("an answer where a request should be");
    }
    return (CaseRequest) message;
  }

  private static Recorded last(List<Recorded> questions) throws ProtocolException {
    if (questions.isEmpty()) {
      throw new ProtocolException("an answer without a question");
    }
    return questions.get(questions.size() - 1);
  }

  private static Alternative alternative(CaseRequest recorded) throws ProtocolException {
    for (Part part : Part.values()) {
      if (part.name().equals(recorded.attributes().get("part"))) {
        return new Alternative(
            recorded.attributes().getOrDefault("key", ""), part, names(recorded, "quantities"));
      }
    }
    throw new ProtocolException("an alternative of no part");
  }

  private static Set<String> names(CaseRequest recorded, String attribute) {
    Set<String> names =
        new LinkedHashSet<>(
            Arrays.asList(recorded.attributes().getOrDefault(attribute, "").split(BETWEEN)));
    names.remove("");
    return names;
  }

  @Override
  public List<Alternative> of(Part part) {
    return all.of(part);
  }

  @Override
  public Question question(Set<String> common, CaseRequest request) {
    // Mistakes that change nothing in a case lead to the same question behind them.
    Map<Mistakes, Map<String, Tensor>> answers = new HashMap<>();
    for (Recorded each : questions) {
      if (Observations.isSame(each.question(), request, SAME)) {
        answers.putAll(each.answers());
      }
    }
    Set<String> known = new HashSet<>(common);
    return mistakes -> answers.getOrDefault(new Mistakes(known, mistakes), Map.of());
  }
}
