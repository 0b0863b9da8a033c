package grader.diagnosis;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds gradients to which a part of the samples adds nothing. backward is linear in dJ/dŷ, so that
 * the share of some samples is what a right backward gives when the other rows of dJ/dŷ are zero.
 */
final class PartOfSamples {
  private final Predictions predictions;

  /** By samples and question: one answer has all four gradients. */
  private final Map<String, Map<String, Tensor>> shares = new HashMap<>();

  PartOfSamples(Predictions predictions) {
    this.predictions = predictions;
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
    // Small batches first: a range that is not the one ends at the first answer.
    List<Observation> smallestFirst = new ArrayList<>(wrong);
    smallestFirst.sort((a, b) -> Integer.compare(size(a), size(b)));
    for (Range range : ranges(smallestFirst.get(0).batch())) {
      if (smallestFirst.stream().allMatch(each -> isShare(each, range))) {
        return range.words();
      }
    }
    return null;
  }

  private static List<Range> ranges(int samples) {
    List<Range> ranges = new ArrayList<>();
    ranges.add(new Range(0, -1, "the last sample is left out"));
    ranges.add(new Range(1, Integer.MAX_VALUE, "the first sample is left out"));
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
      for (Range range : ranges(dJdyHat.extent(0))) {
        questions.add(question(question, dJdyHat, range));
      }
    }
    return questions;
  }

  private static int size(Observation each) {
    return Observations.size(each.question());
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
    return dJdyHat == null ? Map.of() : predictions.rightOnce(question(question, dJdyHat, range));
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
