package grader.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.host.CaseRunner;
import grader.host.ClassDataArchive;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.intake.ClassFile;
import grader.intake.IntakeResult;
import grader.intake.Rejection;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import grader.protocol.BindRequest;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No jar makes intake fail, and no jar that it accepts makes a worker fail. */
@Tag("long")
class JarFuzzTest {
  private static final int INPUTS = 6000;
  private static final int SURVIVORS = 8;

  /** What a small jar may unpack to, held several times over. */
  private static final long BYTES = 64 << 20;

  private static final int JAVA = Runtime.version().feature();

  @TempDir private static Path folder = Path.of("");

  private static byte[] sample = {};
  private static BindRequest sampleClasses = new BindRequest(Map.of());

  /** What is logged while a jar is read would stand on the terminal of whoever grades it. */
  private static final Handler NOTHING_IS_LOGGED =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          throw new AssertionError("logged: " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeAll
  static void compile() throws Exception {
    sample = Submissions.sampleJar();
    sampleClasses = Submissions.sample().bindRequest();
    Logger.getLogger("").addHandler(NOTHING_IS_LOGGED);
  }

  @AfterAll
  static void logAgain() {
    Logger.getLogger("").removeHandler(NOTHING_IS_LOGGED);
  }

  @Test
  void everyJarIsRejectedWithAReasonOrIsOneAndTheSameToEveryReader() throws IOException {
    Fuzzing.run("jars", INPUTS, BYTES, new JarMutator(sample), JarFuzzTest::isAccepted);
  }

  private static boolean isAccepted(byte[] jar) throws IOException {
    Path file = Files.write(folder.resolve("fuzzed.jar"), jar);
    IntakeResult result = new SubmissionReader(JAVA).read(file);
    if (result instanceof Rejection rejection) {
      assertFalse(rejection.reasons().isEmpty());
      rejection.reasons().forEach(reason -> assertTrue(isSentence(reason), reason));
      return false;
    }
    Submission submission = (Submission) result;
    submission.notes().forEach(note -> assertTrue(isSentence(note), note));
    Map<String, byte[]> fromDirectory = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        fromDirectory.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    Map<String, byte[]> fromHeaders = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        fromHeaders.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertEquals(fromDirectory.keySet(), fromHeaders.keySet());
    for (ClassFile each : submission.classes()) {
      byte[] read = each.open().readAllBytes();
      assertArrayEquals(read, fromDirectory.get(each.name() + ".class"), each.name());
      assertArrayEquals(read, fromHeaders.get(each.name() + ".class"), each.name());
    }
    return true;
  }

  private static boolean isSentence(String text) {
    return !text.isBlank() && text.length() < 1000 && !text.contains("Exception");
  }

  @Test
  void survivorsAreGradedOrRefusedByAWorker() throws Exception {
    List<byte[]> survivors = new ArrayList<>();
    JarMutator mutator = new JarMutator(sample);
    for (long number = 0; survivors.size() < SURVIVORS; number++) {
      byte[] jar = mutator.make(new SplittableRandom(number));
      Path file = Files.write(folder.resolve("survivor.jar"), jar);
      if (new SubmissionReader(JAVA).read(file) instanceof Submission submission
          && !submission.classes().isEmpty()
          && !isTheSample(submission)) {
        survivors.add(jar);
        grade(submission, number);
      }
    }
  }

  private static boolean isTheSample(Submission submission) {
    return submission.bindRequest().equals(sampleClasses);
  }

  private static void grade(Submission submission, long number) throws Exception {
    WorkerLimits limits = new WorkerLimits(64, Duration.ofSeconds(60), Duration.ofSeconds(10));
    JvmWorkerLauncher launcher =
        new JvmWorkerLauncher(Submissions.workerClassPath(), ClassDataArchive.NONE, limits);
    try (CaseRunner runner = new CaseRunner(launcher, submission, limits)) {
      List<String> problems = runner.awaitReady();
      if (!problems.isEmpty()) {
        problems.forEach(problem -> assertTrue(isSentence(problem), problem));
        return;
      }
      Tensor matrix = Tensor.of(new int[] {1, 1}, new double[] {0.5});
      Tensor vector = Tensor.vector(0.25);
      CaseOutcome outcome =
          runner.run(
              new CaseRequest(
                  1,
                  "backward",
                  Map.of("f", "relu", "g", "identity"),
                  Map.of(
                      "W1", matrix, "b1", vector, "W2", matrix, "b2", vector, "x", matrix,
                      "dJdyHat", matrix)),
              limits.perCase());
      CheckResult failure = outcome.failure();
      if (failure != null) {
        assertNotEquals(
            Verdict.GRADER_ERROR, failure.verdict(), () -> number + ": " + failure.message());
      }
    }
  }
}
