package grader.diagnosis;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds gradients to which a part of the samples adds nothing. backward is linear in dJ/dŷ, so that
 * the share of some samples is what a right backward gives when the other rows of dJ/dŷ are zero.
 */
final class PartOfSamples {
  /** Gradients with so many wrong elements that more of them would not make it surer. */
  private static final int TRIED = 6;

  private static final List<Range> ALL_BUT_ONE =
      List.of(
          new Range(0, -1, "the last sample is left out"),
          new Range(1, Integer.MAX_VALUE, "the first sample is left out"));

  private final Predictions predictions;
  private final Set<String> known;

  /** By samples and question: one answer has all four gradients. */
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

  /** The samples from {@code first} to before {@code end}; a negative end counts from behind. */
  private record Range(int first, int end, String words) {
    boolean has(int sample, int samples) {
      return sample >= first && sample < (end < 0 ? samples + end : end);
    }
  }

  /**
   * Which samples count.
   *
   * @param wrong gradients, all of right shape
   * @return in words; null when it is not so, or nobody knows what is right
   */
  @Nullable String words(List<Observation> wrong) {
    List<Observation> tried = tried(wrong);
    List<Range> ranges = new ArrayList<>(ALL_BUT_ONE);
    ranges.addAll(firstFew(tried.get(0).batch()));
    for (Range range : ranges) {
      if (isShare(tried, range)) {
        return range.words();
      }
    }
    return null;
  }

  /** Whether the first sample or the last adds nothing to a gradient. */
  boolean isOneLeftOut(List<Observation> wrong) {
    List<Observation> tried = tried(wrong);
    return ALL_BUT_ONE.stream().anyMatch(range -> isShare(tried, range));
  }

  /** The smallest batch first: it leaves the fewest ranges, and one that is not it ends there. */
  private List<Observation> tried(List<Observation> wrong) {
    List<Observation> tried = new ArrayList<>(wrong);
    tried.removeIf(each -> !asked.contains(each.question().number()));
    if (tried.size() < Math.min(TRIED, wrong.size())) {
      tried = spread(wrong);
      tried.forEach(each -> asked.add(each.question().number()));
    }
    tried.sort(PartOfSamples::smallestFirst);
    return tried;
  }

  private static int smallestFirst(Observation a, Observation b) {
    return a.batch() != b.batch()
        ? Integer.compare(a.batch(), b.batch())
        : Integer.compare(size(a), size(b));
  }

  /** Some of the small ones and of the large ones, and of what is between them. */
  private static List<Observation> spread(List<Observation> observations) {
    List<Observation> sorted = new ArrayList<>(observations);
    sorted.sort(PartOfSamples::smallestFirst);
    List<Observation> some = new ArrayList<>();
    int count = Math.min(TRIED, sorted.size());
    for (int i = 0; i < count; i++) {
      some.add(sorted.get(count == 1 ? 0 : i * (sorted.size() - 1) / (count - 1)));
    }
    return some;
  }

  private static List<Range> firstFew(int samples) {
    List<Range> ranges = new ArrayList<>();
    for (int end = 1; end < samples; end++) {
      ranges.add(new Range(0, end, "only the first few count, the same number in every batch"));
    }
    return ranges;
  }

  /** The questions whose right answers are the shares of a question's answer. */
  static List<CaseRequest> questions(CaseRequest question) {
    List<CaseRequest> questions = new ArrayList<>();
    Tensor dJdyHat = question.tensors().get("dJdyHat");
    if (dJdyHat != null) {
      List<Range> ranges = new ArrayList<>(ALL_BUT_ONE);
      ranges.addAll(firstFew(dJdyHat.extent(0)));
      ranges.forEach(range -> questions.add(question(question, dJdyHat, range)));
    }
    return questions;
  }

  private static int size(Observation each) {
    return Observations.size(each.question());
  }

  private boolean isShare(List<Observation> tried, Range range) {
    return tried.stream().allMatch(each -> isShare(each, range));
  }

  private boolean isShare(Observation each, Range range) {
    Tensor share =
        shares
            .computeIfAbsent(
                range.words() + range.end() + " " + each.question().number(),
                key -> shares(each.question(), range))
            .get(each.quantity());
    return share != null && each.isGivenBy(share, 1);
  }

  /** What some of the samples add to each gradient; nothing when nobody knows. */
  private Map<String, Tensor> shares(CaseRequest question, Range range) {
    Tensor dJdyHat = question.tensors().get("dJdyHat");
    return dJdyHat == null
        ? Map.of()
        : predictions.answerOnce(question(question, dJdyHat, range), known);
  }

  /** The same question for some of the samples. */
  private static CaseRequest question(CaseRequest question, Tensor dJdyHat, Range range) {
    double[] values = dJdyHat.toArray();
    int samples = dJdyHat.extent(0);
    int outputs = dJdyHat.extent(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = range.has(i / outputs, samples) ? values[i] : 0;
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>(question.tensors());
    inputs.put("dJdyHat", Tensor.of(dJdyHat.shape(), values));
    return new CaseRequest(question.number(), question.operation(), question.attributes(), inputs);
  }
}
