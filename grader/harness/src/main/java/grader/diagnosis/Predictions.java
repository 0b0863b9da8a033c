package grader.diagnosis;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a part would have returned with mistakes: each question is asked once with each set of
 * mistakes.
 */
final class Predictions {
  private final Alternatives alternatives;

  /** By its number, the question that one differs from by a factor alone. */
  private final Map<Long, Multiple> multiples = new HashMap<>();

  /** By the mistakes that the part has beside, then by operation, and then by number. */
  private final Map<Set<String>, Map<String, Map<Long, Asked>>> asked = new HashMap<>();

  /**
   * Predictions.
   *
   * @param alternatives what known mistakes answer: of few questions, or of none, in an edition
   *     without the reference
   */
  Predictions(Alternatives alternatives) {
    this.alternatives = alternatives;
  }

  /**
   * Says that a question to backward is another one with dJ/dŷ times a factor. All that backward
   * does is linear in it, as nearly all mistakes are: the gradients are the other one's, times the
   * factor. So they need not be computed where the other one could be foreseen.
   */
  void multiple(CaseRequest question, CaseRequest other, double factor) {
    multiples.put(question.number(), new Multiple(other, factor));
  }

  /** Whether it is known what mistakes answer to a question. */
  boolean isAnswered(CaseRequest question) {
    return !answer(Set.of(), question, Set.of()).isEmpty();
  }

  /**
   * Whether a mistake has no answer to a question that a right part answers: a submission that
   * makes it throws.
   */
  boolean isImpossible(String key, CaseRequest question) {
    return answer(Set.of(key), question, Set.of()).isEmpty() && isAnswered(question);
  }

  /** The mistakes of a part that can be predicted and make a quantity another one. */
  List<Alternative> alternatives(Part part, String quantity) {
    List<Alternative> chosen = new ArrayList<>();
    for (Alternative each : alternatives.of(part)) {
      if (each.quantities().contains(quantity)) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /**
   * What a part would have returned with mistakes in place of an answer.
   *
   * @param known mistakes that the part has beside
   * @return null when it is not known, or the mistakes cannot be made in these sizes
   */
  @Nullable Tensor predicted(
      Set<String> mistakes, boolean isTransposed, Observation each, Set<String> known) {
    Tensor predicted = predicted(mistakes, each, known);
    if (!isTransposed || predicted == null) {
      return predicted;
    }
    return predicted.rank() == 2 ? Fit.transposed(predicted) : null;
  }

  /** The same without exchanging rows and columns. */
  @Nullable Tensor predicted(Set<String> mistakes, Observation each, Set<String> known) {
    if (mistakes.isEmpty() && known.isEmpty()) {
      return each.right();
    }
    return asked(each, known).answer(mistakes).get(each.quantity());
  }

  /**
   * Whether mistakes make this answer another one. Mostly they do not, and what they do not touch
   * is kept once: the very same tensor, so that nothing need be compared.
   */
  boolean isChanged(Set<String> mistakes, Observation each, Set<String> known) {
    Asked asked = asked(each, known);
    Tensor predicted = asked.answer(mistakes).get(each.quantity());
    return predicted != null
        && !Objects.equals(predicted, asked.answer(Set.of()).get(each.quantity()));
  }

  /** Whether a right part answers just the same beside the mistakes that the part has. */
  boolean isUntouched(Observation each, Set<String> known) {
    Tensor beside = answer(Set.of(), each.question(), known).get(each.quantity());
    Tensor alone = answer(Set.of(), each.question(), Set.of()).get(each.quantity());
    return beside != null && Objects.equals(beside, alone);
  }

  /**
   * Whether forward answers just the same with the mistakes that the part has beside: then all that
   * backward has kept is the same, and whatever mistake it makes.
   *
   * @param each an answer of backward
   */
  boolean isForwardUntouched(Observation each, Set<String> known) {
    CaseRequest backward = each.question();
    CaseRequest forward =
        new CaseRequest(backward.number(), "forward", backward.attributes(), backward.tensors());
    Map<String, Tensor> beside = answerOnce(forward, known);
    return !beside.isEmpty() && beside.equals(answerOnce(forward, Set.of()));
  }

  /** Looked up once per observation: hundreds of mistakes are tried on each. */
  private Asked asked(Observation each, Set<String> known) {
    Asked asked = each.asked(known);
    if (asked == null) {
      asked = asked(each.question(), known);
      each.ask(known, asked);
    }
    return asked;
  }

  /**
   * What is answered to a question that nobody will ask again.
   *
   * @param known mistakes that the part has
   */
  Map<String, Tensor> answerOnce(CaseRequest question, Set<String> known) {
    return alternatives.question(known, question).answer(Set.of());
  }

  /**
   * What is answered with mistakes: nothing when it is not known.
   *
   * @param known mistakes that the part has beside
   */
  Map<String, Tensor> answer(Set<String> mistakes, CaseRequest question, Set<String> known) {
    return asked(question, known).answer(mistakes);
  }

  /** Says that a question will be asked with one mistake after another. */
  void prefetch(CaseRequest question, Set<String> known) {
    asked(question, known).question.prefetch();
  }

  private Asked asked(CaseRequest question, Set<String> known) {
    Map<Long, Asked> ofOperation = asked(known, question.operation());
    Asked ofQuestion = ofOperation.get(question.number());
    if (ofQuestion == null) {
      ofQuestion = new Asked(question(question, known));
      ofOperation.put(question.number(), ofQuestion);
    }
    return ofQuestion;
  }

  private Map<Long, Asked> asked(Set<String> known, String operation) {
    Map<String, Map<Long, Asked>> beside = asked.getOrDefault(known, new HashMap<>());
    asked.put(known, beside);
    Map<Long, Asked> ofOperation = beside.getOrDefault(operation, new HashMap<>());
    beside.put(operation, ofOperation);
    return ofOperation;
  }

  private Alternatives.Question question(CaseRequest question, Set<String> known) {
    Multiple multiple = multiples.get(question.number());
    return multiple == null || !question.operation().equals(multiple.other().operation())
        ? alternatives.question(known, question)
        : new MultipliedQuestion(alternatives.question(known, multiple.other()), multiple.factor());
  }

  /** Another question, and by what factor one differs from it. */
  private record Multiple(CaseRequest other, double factor) {}

  /** A question all of whose answers are another one's, times a factor. */
  private static final class MultipliedQuestion implements Alternatives.Question {
    private final Alternatives.Question other;
    private final double factor;

    /** What is the very same tensor there, as many mistakes answer it, is so here. */
    private final IdentityHashMap<Tensor, Tensor> multiples = new IdentityHashMap<>();

    MultipliedQuestion(Alternatives.Question other, double factor) {
      this.other = other;
      this.factor = factor;
    }

    @Override
    public void prefetch() {
      other.prefetch();
    }

    @Override
    public Map<String, Tensor> answer(Set<String> mistakes) {
      Map<String, Tensor> answer = new HashMap<>();
      for (Map.Entry<String, Tensor> each : other.answer(mistakes).entrySet()) {
        Tensor multiple =
            multiples.computeIfAbsent(each.getValue(), tensor -> Fit.scaled(tensor, factor));
        answer.put(each.getKey(), multiple);
      }
      return answer;
    }
  }

  /** A question and what has been answered already. */
  static final class Asked {
    private final Alternatives.Question question;
    private final Map<Set<String>, Map<String, Tensor>> answers = new HashMap<>();

    Asked(Alternatives.Question question) {
      this.question = question;
    }

    Map<String, Tensor> answer(Set<String> mistakes) {
      Map<String, Tensor> answer = answers.get(mistakes);
      if (answer == null) {
        answer = question.answer(mistakes);
        answers.put(mistakes, answer);
      }
      return answer;
    }
  }
}
