package grader.diagnosis;

import grader.oracle.Alternative;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one mistake after another answers to a question, in one message of numbers alone, so that
 * hundreds of answers are read with a few copies. Most mistakes leave most quantities as they are:
 * of each quantity there is what is right, which says its shape, and a matrix with a row per
 * different value; which row it has in which answer, and which answer belongs to which mistake, is
 * said by vectors of row numbers.
 */
final class KeptAnswers {
  /** No answers. */
  static final KeptAnswers NONE = new KeptAnswers(Map.of(), new double[0], List.of());

  private static final String OPERATION = "answers";

  /** The vector with the answer of each mistake, in the order of their places. */
  private static final String ANSWERS = "answer of mistake";

  /** After a quantity's name, that of the matrix of its values. */
  private static final String ROWS = " rows";

  /** After a quantity's name, that of the vector with its row in each answer. */
  private static final String ROW_OF_ANSWER = " row of answer";

  private static final int IMPOSSIBLE = -1;
  private static final int NOT_KEPT = -2;

  private final Map<String, Integer> places;
  private final double[] answerOfMistake;
  private final List<Quantity> quantities;
  private final Map<Integer, Map<String, Tensor>> answers = new HashMap<>();

  private KeptAnswers(
      Map<String, Integer> places, double[] answerOfMistake, List<Quantity> quantities) {
    this.places = places;
    this.answerOfMistake = answerOfMistake;
    this.quantities = quantities;
  }

  /** The values of one quantity, each of which becomes a tensor when it is needed first. */
  private static final class Quantity {
    final String name;
    private final int[] shape;
    private final double[][] rows;
    private final double[] rowOfAnswer;
    private final Tensor[] tensors;

    Quantity(String name, int[] shape, double[][] rows, double[] rowOfAnswer) {
      this.name = name;
      this.shape = shape;
      this.rows = rows;
      this.rowOfAnswer = rowOfAnswer;
      this.tensors = new Tensor[rows.length];
    }

    Tensor of(int answer) {
      int row = (int) rowOfAnswer[answer];
      Tensor tensor = tensors[row];
      if (tensor == null) {
        tensor = Tensor.of(shape, rows[row]);
        tensors[row] = tensor;
      }
      return tensor;
    }
  }

  /** The place of each mistake: what is written in one order can only be read in the same. */
  static Map<String, Integer> places(List<Alternative> all) {
    Map<String, Integer> places = new HashMap<>();
    for (Alternative each : all) {
      places.put(each.key(), places.size());
    }
    return places;
  }

  /**
   * Those of a message that a recorder made.
   *
   * @param places of the mistakes, as the recorder had them
   */
  static KeptAnswers of(CaseRequest message, Map<String, Integer> places) {
    Tensor answers = message.tensors().get(ANSWERS);
    if (answers == null || answers.size() != places.size()) {
      return NONE;
    }
    List<Quantity> quantities = new ArrayList<>();
    for (Map.Entry<String, Tensor> each : message.tensors().entrySet()) {
      Tensor rows = message.tensors().get(each.getKey() + ROWS);
      Tensor rowOfAnswer = message.tensors().get(each.getKey() + ROW_OF_ANSWER);
      if (rows != null && rowOfAnswer != null) {
        quantities.add(
            new Quantity(
                each.getKey(), each.getValue().shape(), rows.toRows(), rowOfAnswer.toArray()));
      }
    }
    return new KeptAnswers(places, answers.toArray(), quantities);
  }

  /**
   * What is answered, by quantity.
   *
   * @return null when it was not kept, as with several mistakes at once
   */
  @Nullable Map<String, Tensor> of(Set<String> mistakes) {
    if (quantities.isEmpty() || mistakes.size() > 1) {
      return null;
    }
    if (mistakes.isEmpty()) {
      return answer(0);
    }
    Integer place = places.get(mistakes.iterator().next());
    int answer = place == null ? NOT_KEPT : (int) answerOfMistake[place];
    return answer == NOT_KEPT ? null : answer == IMPOSSIBLE ? Map.of() : answer(answer);
  }

  private Map<String, Tensor> answer(int number) {
    Map<String, Tensor> answer = answers.get(number);
    if (answer == null) {
      answer = new HashMap<>();
      for (Quantity each : quantities) {
        answer.put(each.name, each.of(number));
      }
      answers.put(number, answer);
    }
    return answer;
  }

  /** Puts answers together. */
  static final class Recorder {
    private final Map<String, Integer> places;
    private final Map<String, Tensor> right;
    private final double[] answerOfMistake;

    /** Each different answer and its number. */
    private final Map<Map<String, Tensor>, Integer> answers = new LinkedHashMap<>();

    /**
     * A recorder without answers.
     *
     * @param places of the mistakes
     * @param right what is answered without a mistake
     */
    Recorder(Map<String, Integer> places, Map<String, Tensor> right) {
      this.places = places;
      this.right = right;
      this.answerOfMistake = new double[places.size()];
      Arrays.fill(answerOfMistake, NOT_KEPT);
      answers.put(right, 0);
    }

    /** Adds an answer. One of other quantities or shapes than what is right is left out. */
    void add(String mistake, Map<String, Tensor> answer) {
      boolean isAlike = answer.keySet().equals(right.keySet());
      for (Map.Entry<String, Tensor> each : right.entrySet()) {
        Tensor other = answer.get(each.getKey());
        isAlike &= other != null && other.hasShapeOf(each.getValue());
      }
      Integer place = places.get(mistake);
      if (place != null && answer.isEmpty()) {
        answerOfMistake[place] = IMPOSSIBLE;
      } else if (place != null && isAlike) {
        answerOfMistake[place] = numberOf(answer, answers);
      }
    }

    private static <T> int numberOf(T value, Map<T, Integer> numbers) {
      Integer next = numbers.size();
      Integer number = numbers.putIfAbsent(value, next);
      return number == null ? next : number;
    }

    CaseRequest message() {
      Map<String, Tensor> tensors = new LinkedHashMap<>(right);
      tensors.put(ANSWERS, Tensor.vector(answerOfMistake));
      for (Map.Entry<String, Tensor> each : right.entrySet()) {
        double[] rowOfAnswer = new double[answers.size()];
        Map<Tensor, Integer> rows = new LinkedHashMap<>();
        for (Map.Entry<Map<String, Tensor>, Integer> answer : answers.entrySet()) {
          Tensor value = answer.getKey().getOrDefault(each.getKey(), each.getValue());
          rowOfAnswer[answer.getValue()] = numberOf(value, rows);
        }
        int size = each.getValue().size();
        double[] stacked = new double[rows.size() * size];
        rows.forEach(
            (value, row) -> System.arraycopy(value.toArray(), 0, stacked, row * size, size));
        tensors.put(each.getKey() + ROWS, Tensor.of(new int[] {rows.size(), size}, stacked));
        tensors.put(each.getKey() + ROW_OF_ANSWER, Tensor.vector(rowOfAnswer));
      }
      return new CaseRequest(0, OPERATION, Map.of(), tensors);
    }
  }
}
