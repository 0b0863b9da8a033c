package grader.diagnosis;

import grader.host.CaseOutcome;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.scoring.Finding;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a submission that failed checks: pure functions of what was asked, what
 * was answered and how it was judged.
 *
 * <p>Forward, each loss and backward are judged apart, each on what it was given: in a chain of
 * steps on what the submission's own earlier steps returned. So a mistake is found where it is, and
 * what fails behind it only follows from it. Where no known mistake gives what was returned, a
 * finding says that, and shows the facts.
 */
public final class Diagnosis {
  private final AnswerFindings findings;
  private final RunVerdicts verdicts;
  private final OwnForward ownForward;
  private final OwnLoss ownLoss;
  private final OwnBackward ownBackward;
  private final List<Draft> drafts;

  private Diagnosis(
      RunVerdicts verdicts, AnswerFindings findings, Function<CaseRequest, CaseOutcome> ask) {
    this.verdicts = verdicts;
    this.findings = findings;
    this.ownForward = new OwnForward(findings.answers(), ask);
    this.ownLoss = new OwnLoss(findings.answers(), ask);
    this.ownBackward = new OwnBackward(findings.answers(), ask);
    this.drafts = new ArrayList<>(findings.all());
  }

  /**
   * The same report with findings: the one that costs most first.
   *
   * @param findings of what was answered in the run
   * @param ask gives the answer to a further request, whose number is below 0
   */
  public static GradeReport of(
      GradeReport report, AnswerFindings findings, Function<CaseRequest, CaseOutcome> ask) {
    RunVerdicts verdicts = new RunVerdicts(report);
    return verdicts.failed().isEmpty()
        ? report
        : report.withFindings(new Diagnosis(verdicts, findings, ask).findings());
  }

  private List<Finding> findings() {
    everythingZero();
    unexplainedForward();
    unexplainedLoss(Part.MSE, "J");
    unexplainedLoss(Part.MSE, "dJdyHat");
    unexplainedLoss(Part.BCE, "J");
    unexplainedLoss(Part.BCE, "dJdyHat");
    unexplainedBackward();
    drafts.addAll(
        LawFindings.of(
            findings.answers(),
            verdicts,
            findings.ofMethods(),
            areNetworksAlike(),
            isNetworkWrong()));
    changedArguments();
    onlyRandom();
    brokenLaws();
    follow(byCheck());
    return ranked();
  }

  /** Zeros everywhere are one finding and not four. */
  private void everythingZero() {
    Set<Part> parts = new HashSet<>();
    for (Observation each : findings.observations()) {
      if (!Fit.isZero(each.actual())) {
        return;
      }
      parts.add(each.part());
    }
    if (parts.size() < 3 || drafts.isEmpty()) {
      return;
    }
    Draft all = new Draft("everything.zero", Finding.Confidence.HIGH, 0);
    for (CheckName check : verdicts.failed()) {
      if (findings.answers().part(check) != null) {
        all.explain(check);
      }
    }
    drafts.clear();
    drafts.add(all);
  }

  /** Of a forward that nothing explains more is found by asking. */
  private void unexplainedForward() {
    Draft forward = find("forward.unexplained");
    if (forward == null) {
      return;
    }
    OwnForward.Answer answer = ownForward.answer();
    if (answer != null) {
      drafts.set(
          drafts.indexOf(forward),
          forward
              .renamed(answer.id(), Finding.Confidence.HIGH)
              .word("layer", answer.layer())
              .word("form", answer.form())
              .evidence(forward.evidence() + " " + answer.evidence()));
      return;
    }
    boolean fits = !isDerivativeDisproved() && Boolean.TRUE.equals(ownForward.isBackwardRight());
    forward.evidence(
        forward.evidence()
            + (fits
                ? " Where it was tried, backward is the derivative of your forward: fix forward"
                    + " first."
                : " Whether backward is right can only be said once forward is."));
  }

  /** Nor of a loss, which should not depend on what it was asked before. */
  private void unexplainedLoss(Part part, String quantity) {
    String prefix = PartNames.prefix(part) + (quantity.equals("J") ? "loss" : "gradient");
    Draft loss = find(prefix + ".unexplained");
    if (loss != null && ownLoss.isOtherTheNextTime(part, quantity)) {
      drafts.set(
          drafts.indexOf(loss),
          loss.renamed(prefix + ".kept-between-calls", Finding.Confidence.HIGH)
              .evidence(
                  "Called twice with the same y and yHat, %s returns a different %s the second time."
                      .formatted(PartNames.function(part), quantity)));
    }
  }

  /** Nor of a backward whose forward is right. */
  private void unexplainedBackward() {
    Draft backward = find("backward.unexplained");
    boolean isForwardRight = true;
    for (Draft each : drafts) {
      isForwardRight &= !each.id().startsWith("forward.");
    }
    if (backward != null && isForwardRight && ownBackward.isOfOtherParameters()) {
      drafts.set(
          drafts.indexOf(backward),
          backward
              .renamed("backward.parameters-not-used", Finding.Confidence.HIGH)
              .evidence(
                  "Two networks that were given the same parameters return the same yHat but"
                      + " different gradients."));
    }
  }

  /** Whether no network has parameters that nobody has given it, as far as is known. */
  private boolean areNetworksAlike() {
    for (Draft each : drafts) {
      if (each.id().endsWith(".parameters-not-used")) {
        return false;
      }
    }
    return true;
  }

  /** Whether what is wrong so far is not the losses' alone: some mistakes are in both. */
  private boolean isNetworkWrong() {
    for (Draft each : drafts) {
      if (!each.isLoss() || isOfNetwork(each)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfNetwork(Draft draft) {
    for (CheckName check : draft.explains()) {
      Part part = findings.answers().part(check);
      if (part == Part.FORWARD || part == Part.BACKWARD) {
        return true;
      }
    }
    return false;
  }

  /** Whether a law of the run says that backward is not the derivative of forward. */
  private boolean isDerivativeDisproved() {
    for (CheckName check : verdicts.failed()) {
      if (check.checkId().equals("central-differences")) {
        return true;
      }
    }
    return false;
  }

  /** Where several methods write into what they are given, all that is wrong may come from it. */
  private void changedArguments() {
    List<Draft> changes = new ArrayList<>();
    Set<String> methods = new LinkedHashSet<>();
    for (Draft each : drafts) {
      if (each.isOfArguments()) {
        changes.add(each);
        methods.add(PartNames.method(each.id()));
      }
    }
    if (methods.size() < 2) {
      return;
    }
    Draft all =
        new Draft("state.changes-arguments", Finding.Confidence.HIGH, 0)
            .word("form", PartNames.list(List.copyOf(methods)))
            .evidence(changes.get(0).evidence());
    for (Draft each : changes) {
      all.explain(List.copyOf(each.explains()));
    }
    drafts.removeAll(changes);
    drafts.add(all);
  }

  /** What chance decides looks as if it were kept, too. */
  private void onlyRandom() {
    Draft random = find("state.random");
    Draft kept = find("state.kept-after-clear");
    if (random == null && kept != null && ownForward.isRandom()) {
      drafts.set(drafts.indexOf(kept), kept.renamed("state.random", Finding.Confidence.HIGH));
    } else if (random != null && kept != null) {
      random.explain(List.copyOf(kept.explains()));
      drafts.remove(kept);
    }
    // Chance may decide in which order the samples come back.
    Draft shuffled = find("forward.other-places");
    random = find("state.random");
    if (random != null && shuffled != null) {
      random.explain(List.copyOf(shuffled.explains()));
      drafts.remove(shuffled);
    }
  }

  /** No failed check is without a finding, though no more is known than that it failed. */
  private void brokenLaws() {
    if (!drafts.isEmpty()) {
      return;
    }
    drafts.add(
        new Draft("law.broken", Finding.Confidence.LOW, 0).explain(List.copyOf(verdicts.failed())));
  }

  private @Nullable Draft find(String id) {
    return Drafts.find(drafts, id);
  }

  private Map<CheckName, Observation> byCheck() {
    Map<CheckName, Observation> byCheck = new HashMap<>();
    for (Observation each : findings.observations()) {
      byCheck.put(
          new CheckName(each.caseId(), each.quantity()), findings.explanations().judged(each));
    }
    return byCheck;
  }

  /** Every failed check that no finding explains belongs to one that it follows from. */
  private void follow(Map<CheckName, Observation> observations) {
    Set<CheckName> known = new HashSet<>();
    for (Draft each : drafts) {
      known.addAll(each.checks());
    }
    for (CheckName check : verdicts.failed()) {
      if (!known.contains(check)) {
        Draft source = source(check, observations.get(check));
        if (source != null) {
          source.follow(check);
        }
      }
    }
  }

  private @Nullable Draft source(CheckName check, @Nullable Observation observation) {
    Part part = findings.answers().part(check);
    Draft own = null;
    Draft earlier = null;
    Draft first = null;
    for (Draft each : drafts) {
      first = first == null || each.step() < first.step() ? each : first;
      if (part == null) {
        continue;
      }
      if (each.isOf(check.checkId(), part)) {
        own = own == null ? each : own;
      } else if (each.isBefore(part, findings.answers().isBce(check))) {
        // What stands nearest before it, since what was wrong before that is taken into account.
        earlier = earlier == null || each.step() > earlier.step() ? each : earlier;
      }
    }
    boolean isWrongByItself =
        observation != null && (!observation.isSmall() || observation.isWrong());
    if (isWrongByItself && own != null) {
      return own;
    }
    return earlier != null ? earlier : own != null ? own : first;
  }

  private List<Finding> ranked() {
    List<CheckName> order = verdicts.notPassed();
    List<Ranked> dearestFirst = new ArrayList<>();
    for (Draft each : drafts) {
      List<CheckName> checks = each.checks();
      if (!checks.isEmpty()) {
        dearestFirst.add(new Ranked(each, isRoot(each), points(checks)));
      }
    }
    Collections.sort(dearestFirst);
    Set<CheckName> counted = new HashSet<>();
    List<Finding> ranked = new ArrayList<>();
    for (Ranked next : dearestFirst) {
      Draft each = next.draft();
      List<CheckName> own = each.checks();
      own.removeAll(counted);
      counted.addAll(own);
      MistakeTable.Row row = findings.table().row(each.id()).with(each.words());
      ranked.add(
          new Finding(
              each.id(),
              row.mistake(),
              next.isRoot()
                  ? each.evidence()
                  : each.evidence() + " This may only follow from a mistake listed above.",
              each.numbers(),
              row.where(),
              row.hint(),
              each.confidence(),
              next.isRoot(),
              inOrder(each.explains(), order),
              inOrder(each.follows(), order),
              points(own)));
    }
    return ranked;
  }

  /** A draft, and what decides where it stands. */
  private record Ranked(Draft draft, boolean isRoot, BigDecimal points)
      implements Comparable<Ranked> {
    /** The dearest first. */
    @Override
    public int compareTo(Ranked other) {
      int byRoot = Boolean.compare(other.isRoot, isRoot);
      int byPoints = byRoot != 0 ? byRoot : other.points.compareTo(points);
      return byPoints != 0 ? byPoints : Integer.compare(draft.step(), other.draft.step());
    }
  }

  /** Facts without an explanation may follow from a mistake in what the part was given. */
  private boolean isRoot(Draft draft) {
    for (Draft each : drafts) {
      if (each.id().equals("state.changes-arguments") && each != draft) {
        return false;
      }
      if (draft.isOnlyFacts() && !each.isOnlyFacts() && draft.isBehind(each)) {
        return false;
      }
    }
    return true;
  }

  private static List<CheckName> inOrder(Set<CheckName> names, List<CheckName> order) {
    List<CheckName> sorted = new ArrayList<>(order);
    sorted.retainAll(names);
    return sorted;
  }

  private BigDecimal points(List<CheckName> names) {
    BigDecimal points = BigDecimal.ZERO;
    for (CheckName each : names) {
      points = points.add(verdicts.lost(each));
    }
    return points;
  }
}
