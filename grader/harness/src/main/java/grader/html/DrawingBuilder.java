package grader.html;

import grader.cases.Operation;
import grader.checking.Verdict;
import grader.html.Page.Drawing;
import grader.html.Page.Outcome;
import grader.html.Page.QuantityState;
import grader.scoring.Finding;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which quantities of the network are right, and where what is wrong begins. */
final class DrawingBuilder {
  /** In the order of computation: the gradients of layer 2 come before those of layer 1. */
  private static final List<String> QUANTITIES =
      List.of("yHat", "J", "dJdyHat", "dJdW2", "dJdb2", "dJdW1", "dJdb1");

  private final GradeReport report;
  private final Set<CheckName> following = new HashSet<>();
  private final Set<String> roots = new HashSet<>();

  DrawingBuilder(GradeReport report) {
    this.report = report;
    report.findings().forEach(finding -> following.addAll(finding.follows()));
    report.findings().forEach(finding -> following.removeAll(finding.explains()));
  }

  Drawing drawing() {
    findRoots();
    List<QuantityState> states = QUANTITIES.stream().map(this::state).toList();
    return new Drawing(
        states.get(0),
        states.get(1),
        states.get(2),
        states.get(3),
        states.get(4),
        states.get(5),
        states.get(6),
        describe(states));
  }

  /** What the findings explain first; without findings, the first quantity that is wrong. */
  private void findRoots() {
    for (Finding finding : report.findings()) {
      if (finding.isRoot()) {
        QUANTITIES.stream()
            .filter(each -> finding.explains().stream().anyMatch(check -> names(check, each)))
            .findFirst()
            .ifPresent(roots::add);
      }
    }
    if (roots.isEmpty()) {
      QUANTITIES.stream()
          .filter(each -> outcome(count(each)) == Outcome.FAILED)
          .findFirst()
          .ifPresent(roots::add);
    }
  }

  private static boolean names(CheckName check, String quantity) {
    return check.checkId().equals(quantity);
  }

  /**
   * The checks of a quantity.
   *
   * @param failedAlone that failed where nothing of the submission's came before
   * @param checkedAlone that had nothing of the submission's before
   * @param failedByItself that failed and do not follow from a finding
   */
  private record Count(
      int passed, int failed, int failedAlone, int checkedAlone, int failedByItself) {}

  private Count count(String quantity) {
    int passed = 0;
    int failed = 0;
    int failedAlone = 0;
    int checkedAlone = 0;
    int failedByItself = 0;
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        if (testCase.operation() == Operation.PROPERTY) {
          continue;
        }
        boolean isAlone = testCase.operation() != Operation.TRAIN_STEP || quantity.equals("yHat");
        for (CheckReport check : testCase.checks()) {
          if (!check.id().equals(quantity)) {
            continue;
          }
          checkedAlone += isAlone ? 1 : 0;
          if (check.verdict() == Verdict.PASSED) {
            passed++;
          } else if (PageBuilder.outcome(check.verdict()) == Outcome.FAILED) {
            failed++;
            failedAlone += isAlone ? 1 : 0;
            failedByItself += following.contains(new CheckName(testCase.id(), check.id())) ? 0 : 1;
          }
        }
      }
    }
    return new Count(passed, failed, failedAlone, checkedAlone, failedByItself);
  }

  private static Outcome outcome(Count count) {
    if (count.failed() == 0) {
      return count.passed() == 0 ? Outcome.UNKNOWN : Outcome.PASSED;
    }
    boolean isRightAlone = count.checkedAlone() > 0 && count.failedAlone() == 0;
    return isRightAlone || count.failedByItself() == 0 ? Outcome.FOLLOWS : Outcome.FAILED;
  }

  private QuantityState state(String quantity) {
    Count count = count(quantity);
    int all = count.passed() + count.failed();
    boolean isRoot = roots.contains(quantity);
    Outcome outcome = outcome(count);
    return new QuantityState(
        quantity,
        quantity.replace("yHat", "ŷ").replace("dJd", "dJ/d"),
        isRoot && count.failed() > 0 ? Outcome.FAILED : outcome,
        all == 0 ? "" : count.passed() + "/" + all,
        isRoot);
  }

  private static String describe(List<QuantityState> states) {
    return states.stream()
        .map(
            state ->
                state.id()
                    + " "
                    + switch (state.outcome()) {
                      case PASSED -> "is right";
                      case FAILED ->
                          state.isRoot() ? "is wrong, and the first that is" : "is wrong";
                      case FOLLOWS -> "is wrong only as a consequence";
                      case UNKNOWN -> "was not checked";
                    })
        .collect(Collectors.joining("; ", "The network forward and backward: ", "."));
  }
}
