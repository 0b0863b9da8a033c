package grader.audit;

import grader.audit.AuditReport.Equivalent;
import grader.audit.AuditReport.Mutants;
import grader.audit.AuditReport.Refused;
import grader.audit.AuditReport.TrivialAnswers;
import grader.audit.AuditReport.TrivialPass;
import grader.audit.AuditReport.WrongSubmissions;
import grader.audit.KillMatrix.Row;
import grader.cases.InvalidCasesException;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.evidence.CheckObservation;
import grader.evidence.ParallelWork;
import grader.evidence.ParallelWork.Piece;
import grader.evidence.SubmissionCompiler;
import grader.evidence.SubmissionTrial;
import grader.evidence.SuiteDraw;
import grader.evidence.SuiteDraws;
import grader.evidence.UngradableSubmissionException;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.intake.Submission;
import grader.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges suites by what they kill. Each wrong submission and each mutant is run by workers and
 * judged by the engine, as when it is graded; expected values are of the reference as it is.
 */
public final class Audit {
  private static final String WRONG = "wrong-";

  private final Request request;
  private final SuiteDraws draws;
  private final SubmissionCompiler compiler;

  /**
   * What is to be judged, and by what.
   *
   * @param suites to judge
   * @param oracle the reference; its mutants are those of this one
   * @param seed of the numbers that faults are judged by
   * @param trivialSeeds how many draws trivial answers are given to
   * @param submissions folder with a folder {@code wrong-*} of sources for each mistake; null to
   *     look at none
   * @param mutants as the Maven profile {@code mutation} leaves them; null to look at none
   * @param equivalentMutants the list of those that no suite can kill; null when there is none
   * @param launcher of workers
   * @param limits of each worker
   * @param parallelism how many submissions run at a time
   */
  public record Request(
      List<TestSuite> suites,
      Oracle oracle,
      long seed,
      int trivialSeeds,
      @Nullable Path submissions,
      @Nullable Path mutants,
      @Nullable Path equivalentMutants,
      WorkerLauncher launcher,
      WorkerLimits limits,
      int parallelism) {
    public Request {
      suites = List.copyOf(suites);
    }
  }

  private Audit(Request request, SubmissionCompiler compiler) {
    this.request = request;
    this.compiler = compiler;
    this.draws = new SuiteDraws(request.suites(), request.oracle());
  }

  /**
   * Judge.
   *
   * @param compiler of wrong submissions
   * @throws InvalidCasesException when the suites cannot be drawn, or the list of equivalent
   *     mutants is wrong
   * @throws IOException when a file cannot be read, no worker comes up, or a case cannot be judged
   */
  public static AuditReport run(Request request, SubmissionCompiler compiler)
      throws InvalidCasesException, IOException {
    return new Audit(request, compiler).report();
  }

  /**
   * Whether mutants are of this reference: those of another one say nothing of a suite.
   *
   * @param folder as the Maven profile {@code mutation} leaves it
   */
  public static boolean hasMutantsOf(Oracle oracle, Path folder) throws IOException {
    return new MutantFolder(folder).differencesFrom(oracle.getClass()).isEmpty();
  }

  private AuditReport report() throws InvalidCasesException, IOException {
    SuiteDraw draw = draws.of(request.seed());
    List<Row> rows = new ArrayList<>();
    WrongSubmissions submissions =
        request.submissions() == null ? null : wrongSubmissions(request.submissions(), draw, rows);
    Mutants mutants = request.mutants() == null ? null : mutants(request.mutants(), draw, rows);
    List<String> cases =
        request.suites().stream()
            .flatMap(suite -> suite.cases().stream().map(TestCase::id))
            .toList();
    KillMatrix matrix = new KillMatrix(cases, rows);
    return new AuditReport(
        request.suites(),
        request.seed(),
        matrix,
        submissions,
        mutants,
        trivialAnswers(),
        matrix.smallestCover());
  }

  /** How one of several folders ended: one of the two is there. */
  private record Outcome(@Nullable Row row, @Nullable Refused refused) {}

  private WrongSubmissions wrongSubmissions(Path folder, SuiteDraw draw, List<Row> rows)
      throws InvalidCasesException, IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(folder)) {
      folders =
          entries.filter(each -> each.getFileName().toString().startsWith(WRONG)).sorted().toList();
    }
    if (folders.isEmpty()) {
      throw new IOException(folder + " has no folder " + WRONG + "*");
    }
    List<Refused> refused = new ArrayList<>();
    for (Outcome outcome :
        ParallelWork.all(
            request.parallelism(),
            folders.stream()
                .<Piece<Outcome>>map(each -> () -> wrongSubmission(each, draw))
                .toList())) {
      if (outcome.row() != null) {
        rows.add(outcome.row());
      }
      if (outcome.refused() != null) {
        refused.add(outcome.refused());
      }
    }
    return new WrongSubmissions(folders.size(), refused);
  }

  private Outcome wrongSubmission(Path sources, SuiteDraw draw) throws IOException {
    String name = sources.getFileName().toString();
    try {
      Submission submission = compiler.compile(sources);
      Fault fault = new Fault(Fault.Kind.WRONG_SUBMISSION, name);
      return new Outcome(new Row(fault, killers(name, submission, draw)), null);
    } catch (UngradableSubmissionException e) {
      return new Outcome(null, new Refused(name, String.valueOf(e.getMessage())));
    }
  }

  private Mutants mutants(Path folder, SuiteDraw draw, List<Row> rows)
      throws InvalidCasesException, IOException {
    MutantFolder mutants = new MutantFolder(folder);
    requireThisReference(mutants, folder);
    List<Mutant> all = mutants.mutants();
    Path list = request.equivalentMutants();
    Map<Mutant, String> reasons =
        (list == null ? EquivalentMutants.NONE : EquivalentMutants.read(list)).among(all);
    requireThatTheUnmutatedPasses(mutants, draw);
    List<Map<String, List<String>>> killers =
        ParallelWork.all(
            request.parallelism(),
            all.stream()
                .<Piece<Map<String, List<String>>>>map(
                    each -> () -> mutantsKillers(each.name(), mutants.with(each), draw))
                .toList());
    List<Equivalent> equivalent = new ArrayList<>();
    List<Fault> wronglyListed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Fault fault = new Fault(Fault.Kind.MUTANT, all.get(i).name());
      String reason = reasons.get(all.get(i));
      boolean isKilled = !killers.get(i).isEmpty();
      if (reason != null && !isKilled) {
        equivalent.add(new Equivalent(fault, reason));
        continue;
      }
      if (reason != null) {
        wronglyListed.add(fault);
      }
      rows.add(new Row(fault, killers.get(i)));
    }
    return new Mutants(all.size(), equivalent, wronglyListed);
  }

  private void requireThisReference(MutantFolder mutants, Path folder) throws IOException {
    List<String> different = mutants.differencesFrom(request.oracle().getClass());
    if (!different.isEmpty()) {
      throw new IOException(
          "the mutants in %s are of another reference: %s differ; make them again"
              .formatted(folder, different));
    }
  }

  private void requireThatTheUnmutatedPasses(MutantFolder mutants, SuiteDraw draw)
      throws IOException {
    Map<String, List<String>> killers =
        mutantsKillers("the unmutated reference", mutants.unmutated(), draw);
    if (!killers.isEmpty()) {
      throw new IOException(
          "the unmutated reference fails, so that nothing can be told by its mutants: " + killers);
    }
  }

  private Map<String, List<String>> mutantsKillers(
      String name, Map<String, Path> classes, SuiteDraw draw) throws IOException {
    try {
      return killers(name, Submission.ofClassFiles(classes.values()), draw);
    } catch (UngradableSubmissionException e) {
      throw new IOException(name + " could not be run: " + e.getMessage(), e);
    }
  }

  private Map<String, List<String>> killers(String name, Submission submission, SuiteDraw draw)
      throws IOException, UngradableSubmissionException {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    try (SubmissionTrial trial =
        new SubmissionTrial(request.launcher(), submission, request.limits())) {
      for (CheckObservation observation : trial.observe(draw)) {
        Verdict verdict = observation.result().verdict();
        if (verdict == Verdict.GRADER_ERROR || verdict == Verdict.NOT_RUN) {
          throw new IOException(
              "%s could not be judged in %s: %s"
                  .formatted(name, observation.caseId(), observation.result().message()));
        }
        if (verdict != Verdict.PASSED) {
          killers
              .computeIfAbsent(observation.caseId(), each -> new ArrayList<>())
              .add(observation.checkId());
        }
      }
    }
    return Collections.unmodifiableMap(killers);
  }

  private TrivialAnswers trivialAnswers() throws InvalidCasesException, IOException {
    List<Piece<List<TrivialPass>>> work = new ArrayList<>();
    for (long seed = 0; seed < request.trivialSeeds(); seed++) {
      long own = seed;
      work.add(() -> trivialPasses(draws.of(own)));
    }
    Map<List<Object>, TrivialPass> passed = new LinkedHashMap<>();
    for (List<TrivialPass> passes : ParallelWork.all(request.parallelism(), work)) {
      for (TrivialPass pass : passes) {
        passed.merge(
            List.of(pass.answer(), pass.check()),
            pass,
            (first, next) ->
                new TrivialPass(
                    first.answer(), first.check(), first.seeds() + 1, first.firstSeed()));
      }
    }
    int checks =
        request.suites().stream()
            .flatMap(suite -> suite.cases().stream())
            .mapToInt(each -> each.checks().size())
            .sum();
    List<TrivialPass> byAnswer = new ArrayList<>(passed.values());
    byAnswer.sort(Comparator.comparing(TrivialPass::answer).thenComparing(TrivialPass::check));
    return new TrivialAnswers(request.trivialSeeds(), checks, byAnswer);
  }

  private static List<TrivialPass> trivialPasses(SuiteDraw draw) throws IOException {
    List<TrivialPass> passes = new ArrayList<>();
    for (TrivialAnswer answer : TrivialAnswer.values()) {
      Random random = new Random(draw.seed());
      for (CheckObservation observation :
          SubmissionTrial.observe(draw, each -> answer.answer(each.request(), random))) {
        String check = observation.caseId() + "/" + observation.checkId();
        if (observation.result().verdict() == Verdict.GRADER_ERROR) {
          throw new IOException(check + ": " + observation.result().message());
        }
        if (observation.result().verdict() == Verdict.PASSED) {
          passes.add(new TrivialPass(answer, check, 1, draw.seed()));
        }
      }
    }
    return passes;
  }
}
