package grader.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.audit.AuditReport.TrivialPass;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.evidence.SubmissionCompiler;
import grader.host.ClassDataArchive;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.oracle.Expectation;
import grader.oracle.Oracle;
import grader.protocol.BindRequest;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.math3.linear.RealMatrix;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, and a suite of two cases in which x is 1 and 2, and ŷ has to be three times x. */
@Tag("long")
@Timeout(120)
class AuditTest {
  private static final String MULTIPLIES =
      """
      package mlp;

      import org.apache.commons.math3.linear.*;

      public class MLP {
        public enum Activation { RELU, SIGMOID, IDENTITY }
        public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}
        public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}
        public record Loss(double J, RealMatrix dJdyHat) {}
        public Parameters parameters;
        public Gradients grads;
        public MLP(int in1, int out1, Activation f, int in2, int out2, Activation g) {}
        public RealMatrix forward(RealMatrix x) {
          double value = x.getEntry(0, 0);
          return MatrixUtils.createRealMatrix(new double[][] {{RESULT}});
        }
        public void backward(RealMatrix dJdyHat) {}
        public void clearGradAndCache() {}
        public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return null; }
        public static Loss bceLoss(RealMatrix y, RealMatrix yHat) { return null; }
      }
      """;

  private static final String CASE =
      """
      {
        "id": "%s", "title": "Three times x", "operation": "forward",
        "network": {"inFeatures": 1, "hiddenFeatures": 1, "outFeatures": 1, "f": "identity", "g": "identity"},
        "batch": 1,
        "data": {"W1": [[1]], "b1": [0], "W2": [[1]], "b2": [0], "x": [[%d]]},
        "checks": {"yHat": {"points": 1}}
      }
      """;

  private static final Oracle THREE_TIMES =
      request -> {
        Tensor x = request.tensors().getOrDefault("x", Tensor.scalar(0));
        Tensor yHat = Tensor.of(new int[] {1, 1}, new double[] {3 * x.get(0)});
        return new Expectation(Map.of("yHat", yHat), Tensor.vector());
      };

  private static final WorkerLimits LIMITS =
      new WorkerLimits(64, Duration.ofSeconds(60), Duration.ofSeconds(60));

  @TempDir private Path folder = Path.of("");

  private AuditReport audit(String suite, boolean withMutants, @Nullable Path equivalent)
      throws IOException, InvalidCasesException {
    Path file = Files.writeString(folder.resolve("suite.json"), suite);
    Path submissions = folder.resolve("submissions");
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath())) {
      return Audit.run(
          new Audit.Request(
              CaseReader.read(List.of(file)),
              THREE_TIMES,
              0,
              3,
              Files.exists(submissions) ? submissions : null,
              withMutants ? folder.resolve("mutants") : null,
              equivalent,
              new JvmWorkerLauncher(classPath(), ClassDataArchive.NONE, LIMITS),
              LIMITS,
              2),
          compiler);
    }
  }

  private static String suite(int... inputs) {
    StringBuilder cases = new StringBuilder();
    for (int input : inputs) {
      cases.append(cases.isEmpty() ? "" : ",").append(CASE.formatted("x-is-" + input, input));
    }
    return """
        {
          "schemaVersion": 1, "suite": "three", "title": "Three", "visibility": "hidden",
          "tolerance": {"rtol": 0, "atol": 0.25},
          "cases": [%s]
        }
        """
        .formatted(cases);
  }

  private void submission(String name, String result) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("submissions").resolve(name + "/mlp"));
    Files.writeString(sources.resolve("MLP.java"), MULTIPLIES.replace("RESULT", result));
  }

  @Test
  void tellsWhichCaseKillsWhichWrongSubmission() throws Exception {
    submission("wrong-square-plus-two", "value * value + 2");
    submission("wrong-sum", "value + 2");
    submission("wrong-exits", "0 / (int) (value - value)");
    submission("correct-is-not-looked-at", "3 * value");
    AuditReport report = audit(suite(1, 2), false, null);
    assertEquals(List.of("x-is-1", "x-is-2"), report.matrix().cases());
    assertEquals(
        Map.of(
            "wrong-exits", Set.of("x-is-1", "x-is-2"),
            // 1² + 2 = 3 and 2² + 2 = 6: both right.
            "wrong-square-plus-two", Set.of(),
            "wrong-sum", Set.of("x-is-2")),
        killers(report));
  }

  private static Map<String, Set<String>> killers(AuditReport report) {
    Map<String, Set<String>> killers = new TreeMap<>();
    report.matrix().rows().forEach(row -> killers.put(row.fault().name(), row.killers().keySet()));
    return killers;
  }

  @Test
  void aWrongSubmissionThatPassesEveryCheckSurvives() throws Exception {
    submission("wrong-sum", "value + 2");
    AuditReport report = audit(suite(1), false, null);
    assertEquals(
        List.of(new Fault(Fault.Kind.WRONG_SUBMISSION, "wrong-sum")), report.matrix().survivors());
    assertFalse(report.isPassed());
  }

  @Test
  void whatCannotBeRunIsNamedAndNotCountedAsKilled() throws Exception {
    submission("wrong-does-not-compile", "walue");
    submission("wrong-sum", "value + 2");
    AuditReport report = audit(suite(2), false, null);
    assertEquals(1, report.matrix().rows().size());
    AuditReport.WrongSubmissions submissions = report.submissions();
    assertNotNull(submissions);
    assertEquals(2, submissions.total());
    assertEquals("wrong-does-not-compile", submissions.refused().get(0).name());
    assertTrue(submissions.refused().get(0).reason().contains("cannot find symbol"));
  }

  @Test
  void aCheckThatATrivialAnswerPassesIsNamed() throws Exception {
    // Three times 0 is what zeros, and copies of x, answer too.
    AuditReport report = audit(suite(0), false, null);
    assertEquals(
        List.of(
            new TrivialPass(TrivialAnswer.ZEROS, "x-is-0/yHat", 3, 0),
            new TrivialPass(TrivialAnswer.INPUT_COPIED, "x-is-0/yHat", 3, 0),
            new TrivialPass(TrivialAnswer.INPUT_ROWS_COPIED, "x-is-0/yHat", 3, 0)),
        report.trivial().passed());
    assertFalse(report.isPassed());
  }

  @Test
  void mutantsAreKilledOrListedAsEquivalent() throws Exception {
    mutants("3 * value", "4 * value", "value + value + value");
    AuditReport report = audit(suite(1, 2), true, null);
    assertEquals(1, report.matrix().survivors().size());
    assertTrue(report.matrix().survivors().get(0).name().startsWith("MLP.forward:15#1 "));
    assertFalse(report.isPassed());

    AuditReport explained = audit(suite(1, 2), true, list(1));
    AuditReport.Mutants mutants = explained.mutants();
    assertNotNull(mutants);
    assertEquals("The same.", mutants.equivalent().get(0).reason());
    assertEquals(1, explained.matrix().rows().size());
    assertTrue(explained.isPassed());
  }

  @Test
  void aMutantThatIsListedAndKilledIsAnError() throws Exception {
    mutants("3 * value", "4 * value");
    AuditReport report = audit(suite(1), true, list(0));
    AuditReport.Mutants mutants = report.mutants();
    assertNotNull(mutants);
    assertEquals(1, mutants.wronglyListed().size());
    assertEquals(List.of(), mutants.equivalent());
    assertFalse(report.isPassed());
  }

  @Test
  void nothingIsToldByMutantsOfWhatIsWrongItself() throws Exception {
    mutants("2 * value", "4 * value");
    IOException e = assertThrows(IOException.class, () -> audit(suite(1), true, null));
    assertTrue(e.toString().contains("the unmutated reference fails"), e::toString);
  }

  /** A folder of mutants as the profile leaves it; their changes are numbered. */
  private void mutants(String unmutated, String... mutated) throws Exception {
    for (Map.Entry<String, byte[]> each : classes(unmutated).entrySet()) {
      write("unmutated/" + each.getKey(), each.getValue());
    }
    write("sources/MLP.java", "\n".repeat(14).concat("  the line\n").getBytes(UTF_8));
    for (int i = 0; i < mutated.length; i++) {
      String mutant = "export/mlp/MLP/mutants/" + i;
      String details =
          "clazz=mlp.MLP, method=forward, methodDesc=()V], indexes=[%1$d], mutator=a.Mutator],"
              .concat(" filename=MLP.java, block=[0], lineNumber=15, description=change %1$d,")
              .concat(" testsInOrder=[]]")
              .formatted(i);
      write(mutant + "/details.txt", details.getBytes(UTF_8));
      byte[] changed = classes(mutated[i]).get("mlp/MLP.class");
      assertNotNull(changed);
      write(mutant + "/mlp.MLP.class", changed);
    }
  }

  private void write(String file, byte[] bytes) throws IOException {
    Path path = folder.resolve("mutants").resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.write(path, bytes);
  }

  private Map<String, byte[]> classes(String result) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/mlp"));
    Files.writeString(sources.resolve("MLP.java"), MULTIPLIES.replace("RESULT", result));
    Map<String, byte[]> classes = new TreeMap<>();
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath())) {
      BindRequest compiled = compiler.compile(folder.resolve("sources")).bindRequest();
      compiled.classes().forEach((name, bytes) -> classes.put(name + ".class", bytes));
    }
    return classes;
  }

  private Path list(int change) throws IOException {
    return Files.writeString(
        folder.resolve("equivalent.txt"),
        """
        class: MLP
        method: forward
        mutator: Mutator
        line: the line
        change: change %d
        reason: The same.
        """
            .formatted(change));
  }

  private static List<Path> classPath() {
    return List.of(locationOf(MessageChannel.class), locationOf(RealMatrix.class));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
