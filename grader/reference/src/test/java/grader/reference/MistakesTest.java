package grader.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.oracle.Oracle;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MistakesTest {
  private static final Alternatives ALTERNATIVES = new ReferenceOracle().alternatives();
  private static final List<String> ACTIVATIONS = List.of("relu", "sigmoid", "identity");

  /** Rounding alone may differ: the order of a sum. */
  private static final double ROUNDING = 1e-12;

  @Test
  void withoutMistakesTheAnswersAreTheReferences() {
    for (Part part : Part.values()) {
      for (CaseRequest request : requests(part)) {
        Map<String, Tensor> answer = ALTERNATIVES.question(Set.of(), request).answer(Set.of());
        Map<String, Tensor> expected =
            new LinkedHashMap<>(new ReferenceOracle().expect(request).tensors());
        expected.keySet().retainAll(answer.keySet());
        assertEquals(
            switch (part) {
              case FORWARD -> 1;
              case MSE, BCE -> 2;
              case BACKWARD -> 4;
            },
            expected.size());
        expected.forEach((name, tensor) -> assertClose(tensor, answer.get(name), name));
      }
    }
  }

  private static List<Alternative> all() {
    List<Alternative> all = new ArrayList<>();
    for (Part part : Part.values()) {
      all.addAll(ALTERNATIVES.of(part));
    }
    return all;
  }

  /** However many were given before it, and whatever they had in common. */
  @Test
  void eachAnswerIsWhatItWouldBeAlone() {
    for (Part part : Part.values()) {
      for (CaseRequest request : requests(part)) {
        for (Set<String> common : common(part)) {
          Alternatives.Question question = ALTERNATIVES.question(common, request);
          question.prefetch();
          for (Alternative alternative : ALTERNATIVES.of(part)) {
            Set<String> mistakes = Set.of(alternative.key());
            assertEquals(
                ALTERNATIVES.question(Set.of(), request).answer(with(common, mistakes)),
                question.answer(mistakes),
                () -> common + " " + mistakes);
          }
        }
      }
    }
  }

  /** None, some that touch the last step alone, some that touch all, and some that fit nowhere. */
  private static List<Set<String>> common(Part part) {
    return switch (part) {
      case FORWARD ->
          List.of(
              Set.of(),
              Set.of("forward.relu-absolute@output", "forward.bias-twice@hidden"),
              Set.of("forward.weights-not-transposed"));
      case BACKWARD ->
          List.of(
              Set.of(),
              Set.of("backward.bias-one-number", "backward.gradients-from-one-sample@last"),
              Set.of("forward.activations-swapped", "backward.first-sample-for-all"),
              // Another mistake may take its place, which is possible.
              Set.of("backward.through-transposed-weights"),
              Set.of("forward.weights-not-transposed"));
      case MSE -> List.of(Set.of(), Set.of("mse.loss.plus"));
      case BCE -> List.of(Set.of(), Set.of("bce.clamp.clips-predictions@1e-7"));
    };
  }

  private static Set<String> with(Set<String> common, Set<String> mistakes) {
    Set<String> all = new LinkedHashSet<>(common);
    all.addAll(mistakes);
    return all;
  }

  private static void assertClose(@Nullable Tensor expected, @Nullable Tensor actual, String name) {
    if (expected == null || actual == null) {
      throw new AssertionError("no " + name);
    }
    assertTrue(actual.hasShapeOf(expected), name);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          expected.get(i), actual.get(i), ROUNDING * (1 + Math.abs(expected.get(i))), name);
    }
  }

  @Test
  void everyMistakeGivesOtherAnswersThanTheReferenceSomewhere() {
    Set<String> without = new TreeSet<>();
    for (Alternative alternative : all()) {
      if (alternative.mistake().startsWith("forward.derivatives-")) {
        // These say which derivatives a forward has that is wrong already.
        continue;
      }
      boolean differs = false;
      for (CaseRequest request : requests(alternative.part())) {
        Map<String, Tensor> right = new ReferenceOracle().expect(request).tensors();
        Map<String, Tensor> wrong =
            ALTERNATIVES.question(Set.of(), request).answer(Set.of(alternative.key()));
        for (String name : alternative.quantities()) {
          differs |= wrong.containsKey(name) && !isClose(right.get(name), wrong.get(name));
        }
      }
      if (!differs) {
        without.add(alternative.key());
      }
    }
    assertEquals(Set.of(), without);
  }

  /** Alone, and beside mistakes of what it was given. */
  @Test
  void mistakeChangesNothingButItsQuantities() {
    for (Part part : Part.values()) {
      for (CaseRequest request : requests(part)) {
        for (Set<String> common : common(part)) {
          Alternatives.Question question = ALTERNATIVES.question(common, request);
          Map<String, Tensor> without = question.answer(Set.of());
          for (Alternative each : ALTERNATIVES.of(part)) {
            question
                .answer(Set.of(each.key()))
                .forEach(
                    (name, wrong) ->
                        assertTrue(
                            each.quantities().contains(name)
                                || without.isEmpty()
                                || Objects.equals(wrong, without.get(name)),
                            () -> each.key() + " beside " + common + " changes " + name));
          }
        }
      }
    }
  }

  @Test
  void mistakeOfAGradientIsTriedOnTheGradientsThatItCanChangeAlone() {
    Map<String, Set<String>> quantities = new LinkedHashMap<>();
    for (Alternative each : ALTERNATIVES.of(Part.BACKWARD)) {
      quantities.put(each.key(), each.quantities());
    }
    assertEquals(Set.of("dJdW1", "dJdb1"), quantities.get("backward.derivative-omitted@hidden"));
    assertEquals(Set.of("dJdW2"), quantities.get("backward.weights-from-preactivation"));
    assertEquals(Set.of("dJdb2"), quantities.get("backward.bias-sum-not-reset@output"));
    assertEquals(Set.of("dJdW1", "dJdW2"), quantities.get("backward.weights-without-input"));
    assertEquals(
        Set.of("dJdW1", "dJdb1", "dJdW2", "dJdb2"),
        quantities.get("backward.cache-of-last-sample@hidden"));
  }

  private static boolean isClose(@Nullable Tensor expected, @Nullable Tensor actual) {
    if (expected == null || actual == null || !expected.hasShapeOf(actual)) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      double difference = Math.abs(expected.get(i) - actual.get(i));
      // Written so that NaN is not close.
      if (!(difference <= ROUNDING * (1 + Math.abs(expected.get(i))))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void unknownMistakeIsRefused() {
    CaseRequest request = requests(Part.MSE).get(0);
    assertThrows(
        IllegalArgumentException.class,
        () -> ALTERNATIVES.question(Set.of(), request).answer(Set.of("forward.magic")));
  }

  @Test
  void tableOfTheDiagnosisSaysEveryMistakeInWords() throws IOException {
    Set<String> rows = new TreeSet<>();
    try (InputStream table = Oracle.class.getResourceAsStream("/grader/diagnosis/mistakes.txt")) {
      assertNotNull(table);
      new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(rows::add);
    }
    Set<String> missing = new TreeSet<>();
    for (Alternative alternative : all()) {
      String id = alternative.mistake();
      boolean isThere = rows.contains(id) || rows.contains("*" + id.substring(id.indexOf('.')));
      if (!isThere && !id.startsWith("forward.derivatives-")) {
        missing.add(id);
      }
    }
    assertEquals(Set.of(), missing);
  }

  /** Ordinary numbers and edges, of every pair of activations and several sizes. */
  private static List<CaseRequest> requests(Part part) {
    Random random = new Random(7);
    List<CaseRequest> requests = new ArrayList<>();
    if (part == Part.MSE || part == Part.BCE) {
      requests.add(loss(part, matrix(random, 4, 3, part), matrix(random, 4, 3, part)));
      requests.add(loss(part, matrix(random, 3, 3, part), matrix(random, 3, 3, part)));
      requests.add(
          loss(
              part,
              Tensor.of(new int[] {2, 3}, new double[] {1, 0, 1, 0, 1, 0.5}),
              Tensor.of(new int[] {2, 3}, new double[] {0, 1, 0.5, 0.25, 1, 1})));
      return requests;
    }
    for (String f : ACTIVATIONS) {
      for (String g : ACTIVATIONS) {
        requests.add(network(part, f, g, random, 5, 2, 7, 3, 1));
        requests.add(network(part, f, g, random, 4, 4, 4, 4, 1));
        requests.add(network(part, f, g, random, 4, 5, 3, 2, 1));
        requests.add(network(part, f, g, random, 2, 2, 5, 3, 1));
        requests.add(network(part, f, g, random, 3, 2, 2, 2, 1000));
        requests.add(network(part, f, g, random, 3, 2, 2, 2, 0));
      }
    }
    return requests;
  }

  private static Tensor matrix(Random random, int rows, int columns, Part part) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = part == Part.BCE ? 0.05 + 0.9 * random.nextDouble() : random.nextGaussian();
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }

  private static CaseRequest loss(Part part, Tensor y, Tensor yHat) {
    return new CaseRequest(
        1, "loss", Map.of("loss", part == Part.MSE ? "mse" : "bce"), Map.of("y", y, "yHat", yHat));
  }

  private static CaseRequest network(
      Part part,
      String f,
      String g,
      Random random,
      int batch,
      int in,
      int hidden,
      int out,
      double scale) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("W1", matrix(random, hidden, in, part));
    tensors.put("b1", Tensor.vector(matrix(random, 1, hidden, part).toArray()));
    tensors.put("W2", matrix(random, out, hidden, part));
    tensors.put("b2", Tensor.vector(matrix(random, 1, out, part).toArray()));
    tensors.put("x", matrix(random, batch, in, part));
    tensors.put("dJdyHat", matrix(random, batch, out, part));
    for (String name : List.of("W1", "b1", "b2")) {
      double[] values = tensor(tensors, name).toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] *= scale;
      }
      tensors.put(name, Tensor.of(tensor(tensors, name).shape(), values));
    }
    return new CaseRequest(
        1, part == Part.FORWARD ? "forward" : "backward", Map.of("f", f, "g", g), tensors);
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return tensor;
  }
}
