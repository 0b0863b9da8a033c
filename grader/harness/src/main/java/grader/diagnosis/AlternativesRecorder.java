package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * Writes down what known mistakes answer to all that a diagnosis of some cases asks about a
 * submission with one mistake, or none: for an edition that has these cases and not the reference.
 */
public final class AlternativesRecorder {
  private final Alternatives alternatives;
  private final MessageChannel out;

  private AlternativesRecorder(Alternatives alternatives, MessageChannel out) {
    this.alternatives = alternatives;
    this.out = out;
  }

  /**
   * What {@link RecordedAlternatives#read} reads.
   *
   * @param cases properties among them are left out: they have no answer that could be known
   */
  public static byte[] record(Collection<PreparedCase> cases, Alternatives alternatives) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
      AlternativesRecorder recorder =
          new AlternativesRecorder(
              alternatives, new MessageChannel(InputStream.nullInputStream(), compressed));
      recorder.head();
      for (PreparedCase each : cases) {
        if (each.inquiry() == null) {
          recorder.record(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private void head() throws IOException {
    send(RecordedAlternatives.CONTENT, Map.of(), Map.of());
    for (Part part : Part.values()) {
      for (Alternative each : alternatives.of(part)) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("key", each.key());
        attributes.put("part", each.part().name());
        attributes.put("quantities", names(each.quantities()));
        send(RecordedAlternatives.ALTERNATIVE, attributes, Map.of());
      }
    }
  }

  /**
   * Each part with one mistake after another behind parts that are right, and right behind them.
   */
  private void record(PreparedCase prepared) throws IOException {
    // Not what the file expects, which may be rounded: what is right to the last digit.
    Map<String, Tensor> returned = new LinkedHashMap<>();
    for (Part part : Observations.parts(prepared)) {
      CaseRequest question = Observations.question(prepared, part, returned);
      if (question == null) {
        continue;
      }
      List<Set<String>> mistakes = new ArrayList<>();
      mistakes.add(Set.of());
      for (Alternative each : alternatives.of(part)) {
        mistakes.add(Set.of(each.key()));
      }
      record(question, List.of(Set.of()), mistakes);
      for (CaseRequest share : PartOfSamples.questions(question)) {
        record(share, List.of(Set.of()), List.of(Set.of()));
      }
      Map<String, Tensor> right = alternatives.question(Set.of(), question).answer(Set.of());
      for (Set<String> each : mistakes.subList(1, mistakes.size())) {
        Map<String, Tensor> wrong = alternatives.question(Set.of(), question).answer(each);
        if (!wrong.equals(right)) {
          Map<String, Tensor> after = new LinkedHashMap<>(returned);
          after.putAll(wrong);
          recordBehind(prepared, part, each, after);
        }
      }
      returned.putAll(right);
    }
  }

  /** What right parts answer behind a part with a mistake. */
  private void recordBehind(
      PreparedCase prepared, Part wrongPart, Set<String> mistake, Map<String, Tensor> returned)
      throws IOException {
    for (Part part : Observations.parts(prepared)) {
      CaseRequest question =
          part.compareTo(wrongPart) > 0 ? Observations.question(prepared, part, returned) : null;
      if (question == null) {
        continue;
      }
      boolean isBesideForward = part == Part.BACKWARD && wrongPart == Part.FORWARD;
      record(
          question,
          isBesideForward ? PartExplanations.besideForward(mistake) : List.of(Set.of()),
          List.of(Set.of()));
      returned.putAll(alternatives.question(Set.of(), question).answer(Set.of()));
    }
  }

  private void record(CaseRequest question, List<Set<String>> commons, List<Set<String>> mistakes)
      throws IOException {
    out.send(question);
    for (Set<String> common : commons) {
      Alternatives.Question asked = alternatives.question(common, question);
      if (mistakes.size() > 1) {
        asked.prefetch();
      }
      for (Set<String> each : mistakes) {
        Map<String, Tensor> answer = asked.answer(each);
        if (!answer.isEmpty()) {
          Map<String, String> attributes = new LinkedHashMap<>();
          attributes.put("common", names(common));
          attributes.put("mistakes", names(each));
          send(RecordedAlternatives.ANSWER, attributes, answer);
        }
      }
    }
  }

  /** In an order of their own: sets have another one in each run of a JVM. */
  private static String names(Set<String> names) {
    return String.join(RecordedAlternatives.BETWEEN, new TreeSet<>(names));
  }

  private void send(String name, Map<String, String> attributes, Map<String, Tensor> tensors)
      throws IOException {
    Map<String, Tensor> rounded = new TreeMap<>();
    tensors.forEach((quantity, tensor) -> rounded.put(quantity, rounded(tensor)));
    out.send(new CaseRequest(0, name, attributes, rounded));
  }

  /**
   * To single precision, which compresses to half, and is more than a diagnosis looks at. But one
   * number alone has to be met to the digits of double precision.
   */
  private static Tensor rounded(Tensor tensor) {
    double[] values = tensor.toArray();
    for (int i = 0; i < values.length && values.length > 1; i++) {
      values[i] = (float) values[i];
    }
    return Tensor.of(tensor.shape(), values);
  }
}
