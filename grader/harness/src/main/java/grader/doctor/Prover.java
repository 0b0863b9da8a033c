package grader.doctor;

import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.Visibility;
import grader.host.CaseRunner;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.intake.IntakeResult;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a worker every case and then searches it, while it lives, for the answers: all that it has
 * and can reach. The submission in it computes nothing, so that no right number is its own.
 */
public final class Prover {
  /** Answers zeros to everything. */
  private static final String SUBMISSION = "wrong-zeros-everywhere";

  private static final int LARGEST_DENOMINATOR = 100;

  /** Of a line of a case file that no other text happens to have. */
  private static final int SHORTEST_LINE = 24;

  /** In the worker's own class path, whatever it is started by. */
  private static final String CONTROL_TEXT = "grader.worker.WorkerMain";

  private static final String CONTROL_ENTRY = "grader/worker/WorkerMain";
  private static final String CONTROL = "control: ";

  private final WorkerLauncher launcher;
  private final WorkerLimits limits;

  /** Search workers of this launcher. */
  public Prover(WorkerLauncher launcher, WorkerLimits limits) {
    this.launcher = launcher;
    this.limits = limits;
  }

  /**
   * Search a worker.
   *
   * @param corpus the installation's attacks
   * @param prepared every case with its numbers and its answers
   * @param suites the files that they are from
   * @throws IOException when no worker can be had or looked into
   */
  public Proof prove(Path corpus, Collection<PreparedCase> prepared, List<Path> suites)
      throws IOException {
    Set<Double> inputs = new LinkedHashSet<>();
    Set<Double> values = new LinkedHashSet<>();
    for (PreparedCase each : prepared) {
      for (CaseRequest request : each.requests()) {
        request.tensors().values().forEach(tensor -> addAll(inputs, tensor));
      }
      each.expected().values().forEach(tensor -> addAll(values, tensor));
    }
    int all = values.size();
    values.removeAll(inputs);
    values.removeIf(value -> !isDistinctive(value));
    Map<String, String> texts = texts(prepared, suites);

    Needles needles = new Needles();
    values.forEach(value -> needles.add("the expected value " + value, value));
    texts.forEach((text, name) -> needles.add(name, text));
    CaseRequest last = List.copyOf(prepared).get(prepared.size() - 1).request();
    Set<Double> lastInputs = new LinkedHashSet<>();
    last.tensors().values().forEach(tensor -> addAll(lastInputs, tensor));
    lastInputs.removeIf(value -> !isDistinctive(value));
    lastInputs.forEach(value -> needles.add(CONTROL + "an input of the last case", value));
    needles.add(CONTROL + "the worker's main class", CONTROL_TEXT);
    needles.add(CONTROL + "the worker's main class, in a file", CONTROL_ENTRY);

    ProcessSearch search = new ProcessSearch(needles);
    searchWorker(corpus, prepared, search);
    boolean isRootItsOwn = search.hasRoots();

    List<String> found = new ArrayList<>();
    Set<String> controls = new LinkedHashSet<>();
    search
        .found()
        .forEach(
            (what, places) -> {
              if (what.startsWith(CONTROL)) {
                places.forEach(
                    place -> controls.add(what.substring(CONTROL.length()) + ", in " + place));
              } else {
                found.add(what + ", in " + String.join(", ", places));
              }
            });
    List<String> notes = new ArrayList<>();
    notes.add(
        "%s of %s different expected values were not looked for: they are inputs, or too round"
            .formatted(all - values.size(), all));
    if (!isRootItsOwn) {
      notes.add("files were not searched: on this rung the worker's root is the machine's");
    }
    return new Proof(
        launcher.isolation().rung(),
        values.size(),
        texts.size(),
        search.extent(),
        List.copyOf(controls),
        missing(controls, isRootItsOwn),
        found,
        notes);
  }

  private static void addAll(Set<Double> set, Tensor tensor) {
    for (double value : tensor.toArray()) {
      set.add(value);
    }
  }

  /** Round numbers, and fractions of small whole numbers, stand in every library. */
  private static boolean isDistinctive(double value) {
    for (int denominator = 1; denominator <= LARGEST_DENOMINATOR; denominator++) {
      double numerator = value * denominator;
      if (Math.abs(numerator - Math.rint(numerator)) <= Math.ulp(numerator)) {
        return false;
      }
    }
    return Double.isFinite(value);
  }

  /** The texts that only the instructor's files have, and what each is. */
  private static Map<String, String> texts(Collection<PreparedCase> prepared, List<Path> suites)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (PreparedCase each : prepared) {
      TestCase testCase = each.testCase();
      if (testCase.visibility() != Visibility.VISIBLE) {
        texts.put(testCase.id(), "the id of the case " + testCase.id());
        texts.put(testCase.title(), "the title of the case " + testCase.id());
      }
    }
    for (Path suite : suites) {
      for (String line : Files.readAllLines(suite, StandardCharsets.UTF_8)) {
        if (line.strip().length() >= SHORTEST_LINE) {
          texts.putIfAbsent(line.strip(), "a line of " + suite.getFileName() + ": " + line.strip());
        }
      }
    }
    texts.keySet().removeIf(text -> text.length() < Needles.SHORTEST);
    return texts;
  }

  private void searchWorker(Path corpus, Collection<PreparedCase> prepared, ProcessSearch search)
      throws IOException {
    IntakeResult intake =
        new SubmissionReader(Runtime.version().feature()).read(corpus.resolve(SUBMISSION + ".jar"));
    if (!(intake instanceof Submission submission)) {
      throw new IOException("the submission that computes nothing is not accepted: " + intake);
    }
    Set<ProcessHandle> before = Set.copyOf(ProcessHandle.current().descendants().toList());
    try (CaseRunner runner = new CaseRunner(launcher, submission, limits)) {
      runner.awaitReady();
      for (PreparedCase each : prepared) {
        for (CaseRequest request : each.requests()) {
          runner.run(request, limits.perCase());
        }
      }
      List<ProcessHandle> worker =
          ProcessHandle.current().descendants().filter(each -> !before.contains(each)).toList();
      for (ProcessHandle process : worker) {
        search.search(process);
      }
    } catch (WorkerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A search that does not find what is there has proved nothing. */
  private static List<String> missing(Set<String> controls, boolean isRootItsOwn) {
    List<String> wanted =
        new ArrayList<>(
            List.of(
                "an input of the last case, as bytes",
                "the worker's main class, as text in UTF-8, in cmdline",
                "the worker's main class, as text in UTF-8, in memory"));
    if (isRootItsOwn) {
      wanted.add("the worker's main class, in a file");
    }
    wanted.removeIf(want -> controls.stream().anyMatch(control -> control.startsWith(want)));
    return wanted;
  }
}
