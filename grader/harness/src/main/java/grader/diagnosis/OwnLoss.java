package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.host.CaseOutcome;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.function.Function;

/** Asks a submission's losses what no case asks: the same once more. */
final class OwnLoss {
  /** Neither a case's own request has it, nor one that is asked of forward or of backward. */
  private static final long FIRST_NUMBER = -2_000_000_000;

  private final RunAnswers answers;
  private final Function<CaseRequest, CaseOutcome> ask;
  private long number = FIRST_NUMBER;

  /**
   * Questions to a submission.
   *
   * @param ask gives the answer to a request that no case has
   */
  OwnLoss(RunAnswers answers, Function<CaseRequest, CaseOutcome> ask) {
    this.answers = answers;
    this.ask = ask;
  }

  /**
   * Whether a quantity is another one than in the run when a loss is called again with the same
   * numbers.
   *
   * @param part {@code MSE} or {@code BCE}
   */
  boolean isOtherTheNextTime(Part part, String quantity) {
    for (PreparedCase each : answers.cases()) {
      String id = each.testCase().id();
      boolean isOfPart = each.inquiry() == null && Observations.parts(each).contains(part);
      CaseRequest question =
          isOfPart && !Observations.isAtEdge(id) ? answers.question(id, part) : null;
      if (question != null) {
        Tensor first = answers.to(each.request()).returned().get(quantity);
        CaseRequest same =
            new CaseRequest(number--, "loss", question.attributes(), question.tensors());
        Tensor again = ask.apply(same).returned().get(quantity);
        return first != null && again != null && !Fit.isClose(first, again, 1);
      }
    }
    return false;
  }
}
