package grader.diagnosis;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one mistake after another answers to a question, in one message: of each quantity what is
 * right, which says its shape, and a matrix with a row per answer, so that hundreds of answers are
 * read with a few copies. Most mistakes leave most answers as they are, and share a row.
 */
final class KeptAnswers {
  /** No answers. */
  static final KeptAnswers NONE = new KeptAnswers(Map.of(), Map.of(), Map.of());

  private static final String OPERATION = "answers";

  /** The attribute with the keys of the mistakes, a line per row. */
  private static final String MISTAKES = "mistakes";

  private static final String BETWEEN_ROWS = "\n";
  private static final String BETWEEN_KEYS = "\t";

  /** The attribute with the keys of the mistakes that have no answer. */
  private static final String IMPOSSIBLE = "impossible";

  /** After a quantity's name, that of its matrix. */
  private static final String ROWS = " rows";

  private static final int NO_ROW = -1;

  private final Map<String, Integer> rows;
  private final Map<String, Tensor> right;
  private final Map<String, double[][]> values;
  private final Map<Integer, Map<String, Tensor>> answers = new HashMap<>();

  private KeptAnswers(
      Map<String, Integer> rows, Map<String, Tensor> right, Map<String, double[][]> values) {
    this.rows = rows;
    this.right = right;
    this.values = values;
  }

  /** Those of a message that a recorder made. */
  static KeptAnswers of(CaseRequest message) {
    Map<String, Integer> rows = new HashMap<>();
    for (String key : split(message, IMPOSSIBLE, BETWEEN_KEYS)) {
      rows.put(key, NO_ROW);
    }
    int row = 0;
    for (String keys : split(message, MISTAKES, BETWEEN_ROWS)) {
      for (String key : keys.split(BETWEEN_KEYS, -1)) {
        rows.put(key, row);
      }
      row++;
    }
    Map<String, Tensor> right = new LinkedHashMap<>();
    Map<String, double[][]> values = new HashMap<>();
    for (Map.Entry<String, Tensor> each : message.tensors().entrySet()) {
      Tensor stacked = message.tensors().get(each.getKey() + ROWS);
      if (stacked != null) {
        right.put(each.getKey(), each.getValue());
        values.put(each.getKey(), stacked.toRows());
      }
    }
    return new KeptAnswers(rows, right, values);
  }

  private static String[] split(CaseRequest message, String attribute, String between) {
    return message.attributes().getOrDefault(attribute, "").split(between, -1);
  }

  /**
   * What is answered, by quantity.
   *
   * @return null when it was not kept, as with several mistakes at once
   */
  @Nullable Map<String, Tensor> of(Set<String> mistakes) {
    if (mistakes.isEmpty()) {
      return right.isEmpty() ? null : right;
    }
    Integer row = mistakes.size() == 1 ? rows.get(mistakes.iterator().next()) : null;
    if (row == null) {
      return null;
    }
    if (row == NO_ROW) {
      return Map.of();
    }
    Map<String, Tensor> answer = answers.get(row);
    if (answer == null) {
      answer = new HashMap<>();
      for (Map.Entry<String, Tensor> each : right.entrySet()) {
        double[][] ofQuantity = values.get(each.getKey());
        if (ofQuantity == null || row >= ofQuantity.length) {
          return null;
        }
        answer.put(each.getKey(), Tensor.of(each.getValue().shape(), ofQuantity[row]));
      }
      answers.put(row, answer);
    }
    return answer;
  }

  /** Puts answers together. */
  static final class Recorder {
    private final Map<String, Tensor> right;
    private final Map<Map<String, Tensor>, List<String>> mistakes = new LinkedHashMap<>();
    private final List<String> impossible = new ArrayList<>();

    /**
     * A recorder without answers.
     *
     * @param right what is answered without a mistake
     */
    Recorder(Map<String, Tensor> right) {
      this.right = right;
    }

    /** Adds an answer. One of other quantities or shapes than what is right is left out. */
    void add(String mistake, Map<String, Tensor> answer) {
      if (answer.isEmpty()) {
        impossible.add(mistake);
        return;
      }
      boolean isAlike = answer.keySet().equals(right.keySet());
      for (Map.Entry<String, Tensor> each : right.entrySet()) {
        Tensor other = answer.get(each.getKey());
        isAlike &= other != null && other.hasShapeOf(each.getValue());
      }
      if (isAlike) {
        mistakes.computeIfAbsent(answer, each -> new ArrayList<>()).add(mistake);
      }
    }

    CaseRequest message() {
      List<String> lines = new ArrayList<>();
      mistakes.values().forEach(keys -> lines.add(String.join(BETWEEN_KEYS, keys)));
      Map<String, Tensor> tensors = new LinkedHashMap<>(right);
      for (Map.Entry<String, Tensor> each : right.entrySet()) {
        int size = each.getValue().size();
        double[] stacked = new double[mistakes.size() * size];
        int row = 0;
        for (Map<String, Tensor> answer : mistakes.keySet()) {
          double[] values = answer.getOrDefault(each.getKey(), each.getValue()).toArray();
          System.arraycopy(values, 0, stacked, row * size, size);
          row++;
        }
        tensors.put(each.getKey() + ROWS, Tensor.of(new int[] {mistakes.size(), size}, stacked));
      }
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put(MISTAKES, String.join(BETWEEN_ROWS, lines));
      attributes.put(IMPOSSIBLE, String.join(BETWEEN_KEYS, impossible));
      return new CaseRequest(0, OPERATION, attributes, tensors);
    }
  }
}
