package grader.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the tolerances of suites stand between the right answers and the wrong ones.
 *
 * @param right the right submissions, by the names of their folders
 * @param wrong the wrong ones
 * @param seeds of the draws
 * @param checks one per check that was looked at; the one with the smallest margin first
 * @param refusals what the grader refused of right submissions: there should be none
 * @param ungradable wrong submissions that were refused as a whole, so that no answer is far or
 *     near
 */
public record Calibration(
    List<String> right,
    List<String> wrong,
    List<Long> seeds,
    List<CheckMargins> checks,
    List<Refusal> refusals,
    List<String> ungradable) {
  /** What a tolerance should leave on either side. */
  public static final double REQUIRED_FACTOR = 10;

  public Calibration {
    right = List.copyOf(right);
    wrong = List.copyOf(wrong);
    seeds = List.copyOf(seeds);
    checks = checks.stream().sorted(Comparator.comparingDouble(CheckMargins::smallest)).toList();
    refusals = List.copyOf(refusals);
    ungradable = List.copyOf(ungradable);
  }

  /**
   * A right answer that was refused.
   *
   * @param submission the name of its folder
   * @param seed of the draw
   * @param check as in {@code case/check}; empty when the submission as a whole was refused
   * @param reason untrusted: it may hold text of the submission's
   */
  public record Refusal(String submission, long seed, String check, String reason) {}

  /**
   * The smallest margins of checks of one kind.
   *
   * @param suite the id of their suite
   * @param operation its id
   * @param check their id, the name of the quantity or of the law
   * @param count how many there are
   */
  public record Group(
      String suite, String operation, String check, int count, double toRight, double toWrong) {
    /** The smaller one. */
    public double smallest() {
      return Math.min(toRight, toWrong);
    }

    private Group with(Group other) {
      return new Group(
          suite,
          operation,
          check,
          count + other.count,
          Math.min(toRight, other.toRight),
          Math.min(toWrong, other.toWrong));
    }
  }

  /** Suites, operations and quantities; the one with the smallest margin first. */
  public List<Group> groups() {
    Map<List<String>, Group> groups = new LinkedHashMap<>();
    for (CheckMargins margins : checks) {
      Group group =
          new Group(
              margins.suite(),
              margins.testCase().operation().id(),
              margins.check().id(),
              1,
              margins.toRight(),
              margins.toWrong());
      groups.merge(List.of(group.suite(), group.operation(), group.check()), group, Group::with);
    }
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparingDouble(Group::smallest));
    return sorted;
  }

  /** The checks that leave too little to one side, without a reason in their file. */
  public List<CheckMargins> narrow() {
    return checks.stream().filter(margins -> !margins.isSound()).toList();
  }

  /** Whether no right answer is refused, and every tolerance leaves enough or says why not. */
  public boolean isSound() {
    return refusals.isEmpty() && narrow().isEmpty();
  }
}
