package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import grader.protocol.CaseRequest;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, and a submission that does in forward what the first element of x asks for. */
@Timeout(60)
class JvmWorkerLauncherTest {
  private static final String MLP =
      """
      package mlp;

      import java.io.*;
      import java.nio.file.*;
      import org.apache.commons.math3.linear.*;

      public class MLP {
        public enum Activation { RELU, SIGMOID, IDENTITY }
        public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}
        public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}
        public record Loss(double J, RealMatrix dJdyHat) {}
        public Parameters parameters;
        public Gradients grads;
        private double[] cache;
        public MLP(int in1, int out1, Activation f, int in2, int out2, Activation g) {}
        public RealMatrix forward(RealMatrix x) {
          try {
            switch ((int) x.getEntry(0, 0)) {
              case 1 -> System.out.print(Path.of("").toAbsolutePath() + "\\n"
                  + System.getProperty("java.io.tmpdir") + "\\n"
                  + System.getenv() + "\\n"
                  + System.getProperty("java.class.path"));
              case 2 -> System.exit(7);
              case 3 -> new FileOutputStream(FileDescriptor.out).write("raw".repeat(9).getBytes());
              case 4 -> cache = new double[100 << 17]; // 100 MiB.
              case 5 -> { while (true) System.out.println("x".repeat(1000)); }
              case 6 -> forward(x);
              case 7 -> { while (true) { Thread.onSpinWait(); } }
              case 8 -> throw new IOException("no file");
              case 9 -> System.in.read();
              case 10 -> { // Hardly any of the heap, and a quarter of a MiB beside it, each.
                var compressors = new java.util.ArrayList<java.util.zip.Deflater>();
                byte[] input = new byte[1 << 16];
                while (true) {
                  var compressor = new java.util.zip.Deflater();
                  compressor.setInput(input);
                  compressor.deflate(new byte[1 << 10]);
                  compressors.add(compressor);
                }
              }
              case 11 -> {
                var buffers = new java.util.ArrayList<java.nio.ByteBuffer>();
                while (true) {
                  buffers.add(java.nio.ByteBuffer.allocateDirect(1 << 20));
                }
              }
              case 12 -> {
                while (true) {
                  new Thread(() -> java.util.concurrent.locks.LockSupport.park()).start();
                }
              }
              default -> {}
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return x;
        }
        public void backward(RealMatrix dJdyHat) {}
        public void clearGradAndCache() {}
        public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return null; }
        public static Loss bceLoss(RealMatrix y, RealMatrix yHat) { return null; }
      }
      """;

  private static final WorkerLimits LIMITS =
      new WorkerLimits(64, Duration.ofSeconds(30), Duration.ofSeconds(30));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  // One for all tests: what a case does to its worker must not reach the next one anyway.
  @SuppressWarnings("NullAway.Init")
  private static CaseRunner runner;

  @BeforeAll
  static void start() throws IOException, WorkerUnavailableException {
    JvmWorkerLauncher launcher =
        new JvmWorkerLauncher(
            List.of(locationOf(MessageChannel.class), locationOf(RealMatrix.class)),
            ClassDataArchive.NONE,
            LIMITS);
    runner = new CaseRunner(launcher, submission(), LIMITS);
    runner.start();
    assertEquals(List.of(), runner.awaitReady());
  }

  @AfterAll
  static void nothingIsLeft() {
    CaseOutcome last = run(1);
    Path folder = Path.of(lines(last).get(0));
    assertTrue(Files.exists(folder));
    runner.close();
    assertFalse(Files.exists(folder));
    assertEquals(List.of(), ProcessHandle.current().children().toList());
  }

  private static Submission submission() throws IOException {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///mlp/MLP.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return MLP;
          }
        };
    List<String> options =
        List.of("-d", classes.toString(), "-cp", locationOf(RealMatrix.class).toString(), "-g");
    StringWriter errors = new StringWriter();
    assertTrue(
        ToolProvider.getSystemJavaCompiler()
            .getTask(errors, null, null, options, null, List.of(source))
            .call(),
        errors::toString);
    Path jar = directory.resolve("submit.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(classes.resolve("mlp"))) {
      for (Path file : files.toList()) {
        out.putNextEntry(new ZipEntry("mlp/" + file.getFileName()));
        out.write(Files.readAllBytes(file));
      }
    }
    return assertInstanceOf(
        Submission.class, new SubmissionReader(Runtime.version().feature()).read(jar));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static CaseOutcome run(int command) {
    return run(command, LIMITS.perCase());
  }

  private static CaseOutcome run(int command, Duration available) {
    Tensor matrix = Tensor.of(new int[] {1, 1}, new double[] {command});
    Tensor vector = Tensor.vector(0);
    return runner.run(
        new CaseRequest(
            command,
            "forward",
            Map.of("f", "relu", "g", "identity"),
            Map.of("W1", matrix, "b1", vector, "W2", matrix, "b2", vector, "x", matrix)),
        available);
  }

  private static List<String> lines(CaseOutcome outcome) {
    assertEquals(null, outcome.failure());
    return outcome.output().text().lines().toList();
  }

  private static CheckResult failure(CaseOutcome outcome) {
    return Objects.requireNonNull(outcome.failure());
  }

  @Test
  void aCaseIsAnswered() {
    CaseOutcome outcome = run(0);
    assertEquals(null, outcome.failure());
    assertEquals(Map.of("yHat", Tensor.of(new int[] {1, 1}, new double[] {0})), outcome.returned());
  }

  @Test
  void aWorkerSeesAFolderOfItsOwnNoEnvironmentAndItsClassPathAlone() {
    List<String> lines = lines(run(1));
    assertEquals(lines.get(0), lines.get(1));
    assertTrue(lines.get(0).contains("/grader-worker-"), lines.get(0));
    assertEquals("{}", lines.get(2));
    assertEquals(
        locationOf(MessageChannel.class) + File.pathSeparator + locationOf(RealMatrix.class),
        lines.get(3));
  }

  @Test
  void endingTheProcessIsARuntimeError() {
    assertEquals(
        new CheckResult(
            Verdict.RUNTIME_ERROR, "the process ended with exit code 7; is there a System.exit?"),
        failure(run(2)));
  }

  @Test
  void writingOnTheChannelIsAViolation() {
    CheckResult failure = failure(run(3));
    assertEquals(Verdict.PROTOCOL_VIOLATION, failure.verdict());
    assertTrue(failure.message().contains("found \"rawrawrawr"), failure.message());
  }

  @Test
  void theMemoryOfTheWorkerIsLimited() {
    assertEquals(
        new CheckResult(Verdict.MEMORY_LIMIT_EXCEEDED, "more than 64 MiB of memory were needed"),
        failure(run(4)));
  }

  @Test
  void memoryBesideTheHeapIsLimitedToo() {
    assumeTrue(KernelView.isAvailable(), "memory beside the heap is watched on Linux alone");
    assertEquals(
        new CheckResult(
            Verdict.MEMORY_LIMIT_EXCEEDED,
            "more than 304 MiB of memory were taken, of which the heap may be 64"),
        failure(run(10)));
  }

  @Test
  void directBuffersHaveALimitOfTheirOwn() {
    assertEquals(
        new CheckResult(
            Verdict.MEMORY_LIMIT_EXCEEDED,
            "more memory for direct buffers was needed than the process may have"),
        failure(run(11)));
  }

  @Test
  void threadsWithoutEndAreToldFromAFullHeap() {
    assumeTrue(KernelView.isAvailable(), "threads are limited on Linux alone");
    assertEquals(
        new CheckResult(
            Verdict.RUNTIME_ERROR, "forward needed more threads than the process may have"),
        failure(run(12)));
  }

  @Test
  void endlessPrintingIsStopped() {
    CaseOutcome outcome = run(5);
    assertEquals(
        new CheckResult(
            Verdict.OUTPUT_LIMIT_EXCEEDED, "more than 16 MiB were printed; remove the prints"),
        failure(outcome));
    assertTrue(outcome.output().totalBytes() > 16 << 20);
    assertTrue(outcome.output().text().startsWith("xxxx"));
  }

  @Test
  void endlessRecursionIsARuntimeError() {
    CaseOutcome outcome = run(6);
    assertEquals(Verdict.RUNTIME_ERROR, failure(outcome).verdict());
    assertTrue(
        failure(outcome)
            .message()
            .startsWith("forward threw StackOverflowError at mlp.MLP.forward(MLP.java:"));
  }

  @Test
  void anEndlessLoopIsStopped() {
    assertEquals(
        new CheckResult(
            Verdict.TIME_LIMIT_EXCEEDED,
            "not finished in the 0.3 s that were left of the total time limit"),
        failure(run(7, Duration.ofMillis(300))));
  }

  @Test
  void anExceptionIsToldWithItsPlace() {
    CaseOutcome outcome = run(8);
    assertEquals(1, outcome.trace().size());
    assertEquals(
        new CheckResult(
            Verdict.RUNTIME_ERROR,
            "forward threw UncheckedIOException: java.io.IOException: no file at "
                + outcome.trace().get(0)),
        failure(outcome));
  }

  @Test
  void readingTheInputFindsItsEndAndNotTheChannel() {
    assertEquals(null, run(9).failure());
    assertEquals(null, run(0).failure());
  }
}
