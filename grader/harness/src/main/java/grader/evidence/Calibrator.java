package grader.evidence;

import grader.cases.Check;
import grader.cases.InvalidCasesException;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.evidence.Calibration.Refusal;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.intake.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks right and wrong submissions about the same draws, and notes how far off they are. */
public final class Calibrator {
  private final SubmissionCompiler compiler;
  private final WorkerLauncher launcher;
  private final WorkerLimits limits;
  private final SuiteDraws draws;
  private final int parallelism;

  /**
   * A calibrator of the suites of these draws.
   *
   * @param parallelism how many submissions are asked at a time
   */
  public Calibrator(
      SubmissionCompiler compiler,
      WorkerLauncher launcher,
      WorkerLimits limits,
      SuiteDraws draws,
      int parallelism) {
    this.compiler = compiler;
    this.launcher = launcher;
    this.limits = limits;
    this.draws = draws;
    this.parallelism = parallelism;
  }

  /**
   * Ask all of them. A wrong submission counts for the checks that refuse it on the first draw:
   * those are the ones that its mistake touches.
   *
   * @param right folders with the sources of right submissions
   * @param wrong folders with the sources of wrong ones
   * @param seeds of the draws, at least one; the shipped numbers are those of 0
   * @throws InvalidCasesException when a case has no usable draw
   * @throws IOException when a file cannot be read, or no worker comes up
   */
  public Calibration calibrate(List<Path> right, List<Path> wrong, List<Long> seeds)
      throws InvalidCasesException, IOException {
    List<ParallelWork.Piece<Answers>> work = new ArrayList<>();
    right.forEach(folder -> work.add(() -> ask(folder, seeds, true)));
    wrong.forEach(folder -> work.add(() -> ask(folder, seeds, false)));
    List<Answers> answers = ParallelWork.all(parallelism, work);
    List<Answers> ofRight = answers.subList(0, right.size());
    List<Answers> ofWrong = answers.subList(right.size(), answers.size());
    return new Calibration(
        right.stream().map(Calibrator::name).toList(),
        wrong.stream().map(Calibrator::name).toList(),
        seeds,
        margins(ofRight, ofWrong),
        ofRight.stream().flatMap(each -> each.refusals.stream()).toList(),
        ofWrong.stream().filter(each -> each.isUngradable).map(each -> each.submission).toList());
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  private Answers ask(Path folder, List<Long> seeds, boolean isRight)
      throws InvalidCasesException, IOException {
    Answers answers = new Answers(name(folder), isRight, seeds.get(0));
    try {
      Submission submission = compiler.compile(folder);
      try (SubmissionTrial trial = new SubmissionTrial(launcher, submission, limits)) {
        for (long seed : seeds) {
          trial.observe(draws.of(seed)).forEach(answers::add);
        }
      }
    } catch (UngradableSubmissionException e) {
      answers.addUngradable(e);
    }
    return answers;
  }

  private List<CheckMargins> margins(List<Answers> ofRight, List<Answers> ofWrong) {
    List<CheckMargins> margins = new ArrayList<>();
    for (TestSuite suite : draws.suites()) {
      for (TestCase testCase : suite.cases()) {
        for (Check check : testCase.checks()) {
          String key = key(testCase.id(), check.id());
          margins.add(
              new CheckMargins(
                  suite.id(),
                  testCase,
                  check,
                  Answers.most(ofRight, key, true),
                  Answers.most(ofWrong, key, false)));
        }
      }
    }
    Predicate<CheckMargins> hasPoints = each -> each.check().points().signum() > 0;
    // As when it is graded: without any points, each check counts.
    return margins.stream().anyMatch(hasPoints)
        ? margins.stream().filter(hasPoints).toList()
        : margins;
  }

  private static String key(String caseId, String checkId) {
    return caseId + "/" + checkId;
  }

  /** Of one submission, per check: the farthest of a right one, the nearest of a wrong one. */
  private static final class Answers {
    private final String submission;
    private final boolean isRight;
    private final long firstSeed;
    private final Map<String, Distance> distances = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private boolean isUngradable;

    Answers(String submission, boolean isRight, long firstSeed) {
      this.submission = submission;
      this.isRight = isRight;
      this.firstSeed = firstSeed;
    }

    void add(CheckObservation observation) {
      String key = key(observation.caseId(), observation.checkId());
      Distance distance = new Distance(submission, observation.seed(), observation.ratio());
      boolean isPassed = observation.result().verdict() == Verdict.PASSED;
      if (isRight) {
        merge(key, distance);
      }
      if (isRight && !isPassed) {
        String reason = observation.result().verdict() + ": " + observation.result().message();
        refusals.add(new Refusal(submission, observation.seed(), key, reason));
      }
      // What is refused later alone, as at a kink, is not what this check is there to find.
      if (!isRight
          && !isPassed
          && (observation.seed() == firstSeed || distances.containsKey(key))) {
        merge(key, distance);
      }
    }

    private void merge(String key, Distance distance) {
      distances.merge(key, distance, (before, now) -> isMore(now, before, isRight) ? now : before);
    }

    void addUngradable(UngradableSubmissionException exception) {
      isUngradable = true;
      if (isRight) {
        String reason = String.join("; ", exception.reasons());
        refusals.add(new Refusal(submission, firstSeed, "", reason));
      }
    }

    private static boolean isMore(Distance now, Distance before, boolean farther) {
      return farther ? now.ratio() > before.ratio() : now.ratio() < before.ratio();
    }

    /** The farthest or nearest of all, the first of several. */
    static @Nullable Distance most(List<Answers> answers, String key, boolean farther) {
      Distance most = null;
      for (Answers each : answers) {
        Distance distance = each.distances.get(key);
        if (distance != null && (most == null || isMore(distance, most, farther))) {
          most = distance;
        }
      }
      return most;
    }
  }
}
