package grader.diagnosis;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds gradients to which the first few samples alone add something, as many in every batch.
 * backward is linear in dJ/dŷ, so that their share is what a right backward gives when the other
 * rows of dJ/dŷ are zero. How many there are no known mistake can say: any number may be written
 * where the batch size should be.
 */
final class PartOfSamples {
  /** Gradients with so many wrong elements that more of them would not make it surer. */
  private static final int TRIED = 6;

  private final Predictions predictions;
  private final Set<String> known;

  /** By number of samples and question: one answer has all four gradients. */
  private final Map<String, Map<String, Tensor>> shares = new HashMap<>();

  /** The numbers of the questions on which gradients were tried already. */
  private final Set<Long> asked = new HashSet<>();

  /**
   * Gradients of a backward.
   *
   * @param known mistakes of forward, which the gradients have beside
   */
  PartOfSamples(Predictions predictions, Set<String> known) {
    this.predictions = predictions;
    this.known = known;
  }

  /**
   * Which samples count.
   *
   * @param wrong gradients, all of right shape
   * @return in words; null when it is not so, or nobody knows what is right
   */
  @Nullable String words(List<Observation> wrong) {
    List<Observation> tried = tried(wrong);
    for (int count = 1; count < tried.get(0).batch(); count++) {
      if (areShares(tried, count)) {
        return "only the first few count, the same number in every batch";
      }
    }
    return null;
  }

  /** The smallest batch first: it leaves the fewest ranges, and one that is not it ends there. */
  private List<Observation> tried(List<Observation> wrong) {
    List<Observation> sorted = new ArrayList<>(wrong);
    sorted.sort(new SmallestBatchFirst());
    List<Observation> tried = new ArrayList<>();
    for (Observation each : sorted) {
      if (asked.contains(each.question().number())) {
        tried.add(each);
      }
    }
    if (tried.size() < Math.min(TRIED, sorted.size())) {
      tried = spread(sorted);
      for (Observation each : tried) {
        asked.add(each.question().number());
      }
    }
    return tried;
  }

  /** Some of the small ones and of the large ones, and of what is between them. */
  private static List<Observation> spread(List<Observation> sorted) {
    List<Observation> some = new ArrayList<>();
    int count = Math.min(TRIED, sorted.size());
    for (int i = 0; i < count; i++) {
      some.add(sorted.get(count == 1 ? 0 : i * (sorted.size() - 1) / (count - 1)));
    }
    return some;
  }

  /** By the number of samples, and then by all numbers. */
  private static final class SmallestBatchFirst implements Comparator<Observation> {
    @Override
    public int compare(Observation a, Observation b) {
      return a.batch() != b.batch()
          ? Integer.compare(a.batch(), b.batch())
          : Integer.compare(Observations.size(a.question()), Observations.size(b.question()));
    }
  }

  private boolean areShares(List<Observation> tried, int count) {
    for (Observation each : tried) {
      Tensor share = shares(each.question(), count).get(each.quantity());
      if (share == null || !each.isGivenBy(share, 1)) {
        return false;
      }
    }
    return true;
  }

  /** What the first samples add to each gradient; nothing when nobody knows. */
  private Map<String, Tensor> shares(CaseRequest question, int count) {
    String key = count + " of " + question.number();
    Map<String, Tensor> ofQuestion = shares.get(key);
    if (ofQuestion == null) {
      Tensor dJdyHat = question.tensors().get("dJdyHat");
      ofQuestion =
          dJdyHat == null
              ? Map.of()
              : predictions.answerOnce(question(question, dJdyHat, count), known);
      shares.put(key, ofQuestion);
    }
    return ofQuestion;
  }

  /** The questions whose right answers are the shares of a question's answer. */
  static List<CaseRequest> questions(CaseRequest question) {
    List<CaseRequest> questions = new ArrayList<>();
    Tensor dJdyHat = question.tensors().get("dJdyHat");
    if (dJdyHat != null) {
      for (int count = 1; count < dJdyHat.extent(0); count++) {
        questions.add(question(question, dJdyHat, count));
      }
    }
    return questions;
  }

  /** The same question for the first samples. */
  private static CaseRequest question(CaseRequest question, Tensor dJdyHat, int count) {
    double[] values = dJdyHat.toArray();
    Arrays.fill(values, count * dJdyHat.extent(1), values.length, 0);
    Map<String, Tensor> inputs = new LinkedHashMap<>(question.tensors());
    inputs.put("dJdyHat", Tensor.of(dJdyHat.shape(), values));
    return new CaseRequest(question.number(), question.operation(), question.attributes(), inputs);
  }
}
