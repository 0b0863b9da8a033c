package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.engine.EngineRun;
import grader.fuzz.FrameMutator;
import grader.fuzz.Fuzzing;
import grader.fuzz.Submissions;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.intake.Submission;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Message;
import grader.protocol.Tensor;
import grader.protocol.WorkerReady;
import grader.report.ConsoleReportWriter;
import grader.report.JsonReportWriter;
import grader.report.Style;
import grader.scoring.GradeReport;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a worker writes, its case has a verdict, and the run a report. */
@Tag("long")
class WorkerStreamFuzzTest {
  private static final int INPUTS = 1500;
  private static final int REAL_WORKERS = 6;
  private static final long BYTES = 64 << 20;

  private static final Submission NO_SUBMISSION = new Submission("", List.of(), List.of());
  private static final WorkerLimits LIMITS =
      new WorkerLimits(64, Duration.ofSeconds(60), Duration.ofSeconds(10));
  private static final Path SUITE =
      Path.of("src", "test", "resources", "grader", "cases", "corpus", "good", "loss-given.json");

  @TempDir private Path folder = Path.of("");

  /** A process that has written all that it ever writes, and ended. */
  private static final class WrittenProcess extends Process {
    private final byte[] output;

    WrittenProcess(byte[] output) {
      this.output = output;
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(output);
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public long pid() {
      // Nobody's: there is nothing to be seen of a process that has ended.
      return Long.MAX_VALUE;
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) {
      return true;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {}

    @Override
    public Process destroyForcibly() {
      return this;
    }

    @Override
    public Stream<ProcessHandle> descendants() {
      return Stream.empty();
    }
  }

  /** Launches workers that have all written the same. */
  private static final class StreamLauncher implements WorkerLauncher {
    private final byte[] stream;
    private final Path directory;

    StreamLauncher(byte[] stream, Path directory) {
      this.stream = stream;
      this.directory = directory;
    }

    @Override
    public WorkerProcess launch() throws IOException {
      return new WorkerProcess(
          new WrittenProcess(stream), new ProcessTree(), directory, Duration.ZERO);
    }

    @Override
    public Isolation isolation() {
      return Isolation.NONE;
    }
  }

  @Test
  void everyStreamOfAWorkerEndsInAReport() throws Exception {
    List<TestSuite> suites = CaseReader.read(List.of(SUITE));
    Map<String, PreparedCase> prepared = new CasePreparation(null, 0).prepare(suites);
    FrameMutator mutator = new FrameMutator(conversation());
    Fuzzing.run(
        "workers",
        INPUTS,
        BYTES,
        random -> {
          ByteArrayOutputStream stream = new ByteArrayOutputStream();
          if (random.nextInt(4) > 0) {
            stream.writeBytes(FrameMutator.frame(conversation().get(0)));
          }
          stream.writeBytes(mutator.make(random));
          return stream.toByteArray();
        },
        stream -> isGraded(stream, suites, prepared));
  }

  private static List<Message> conversation() {
    Tensor gradient = Tensor.of(new int[] {2, 2}, new double[] {-0.25, 0.25, 0, 0});
    return List.of(
        new WorkerReady(List.of()),
        new CaseResponse(
            1, Map.of("J", Tensor.scalar(0.125), "dJdyHat", gradient), null, CapturedOutput.NONE),
        FrameMutator.messages().get(3),
        FrameMutator.messages().get(4));
  }

  private boolean isGraded(
      byte[] stream, List<TestSuite> suites, Map<String, PreparedCase> prepared) {
    StreamLauncher launcher = new StreamLauncher(stream, folder.resolve("none"));
    try (CaseRunner runner = new CaseRunner(launcher, NO_SUBMISSION, LIMITS)) {
      if (!runner.awaitReady().isEmpty()) {
        return false;
      }
      Scorer scorer = new Scorer(suites, null);
      GradeReport report =
          scorer.score(
              EngineRun.run(suites, prepared, each -> runner.run(each.request(), LIMITS.perCase())),
              SampleRun.SUBMISSION,
              SampleRun.ENVIRONMENT);
      assertEquals(2, report.checks().size());
      assertFalse(ConsoleReportWriter.write(report, new Style(false, false, 80)).isBlank());
      assertTrue(JsonReportWriter.write(report).chars().allMatch(unit -> unit < 0x7f));
      return report.verdict() == Verdict.PASSED;
    } catch (WorkerUnavailableException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
      return false;
    }
  }

  @Test
  void submissionThatWritesToTheRawChannelHasAVerdict() throws Exception {
    Path source = Files.createDirectories(folder.resolve("mlp")).resolve("MLP.java");
    Files.writeString(source, RAW_WRITER);
    JvmWorkerLauncher launcher =
        new JvmWorkerLauncher(Submissions.workerClassPath(), ClassDataArchive.NONE, LIMITS);
    FrameMutator mutator = new FrameMutator(conversation());
    try (CaseRunner runner = new CaseRunner(launcher, Submissions.compiled(folder), LIMITS)) {
      for (int number = 0; number < REAL_WORKERS; number++) {
        byte[] stream = mutator.make(new SplittableRandom(number));
        double[] values = new double[stream.length];
        for (int i = 0; i < stream.length; i++) {
          values[i] = stream[i];
        }
        Tensor one = Tensor.of(new int[] {1, 1}, new double[] {1});
        CaseRequest request =
            new CaseRequest(
                100 + number,
                "forward",
                Map.of("f", "relu", "g", "identity"),
                Map.of(
                    "W1",
                    one,
                    "b1",
                    Tensor.vector(1),
                    "W2",
                    one,
                    "b2",
                    Tensor.vector(1),
                    "x",
                    Tensor.of(new int[] {1, values.length}, values)));
        CheckResult failure = runner.run(request, LIMITS.perCase()).failure();
        if (failure != null) {
          assertNotEquals(Verdict.GRADER_ERROR, failure.verdict(), failure::message);
        }
      }
    }
  }

  /** Writes x to the channel, byte by byte as it stands there. */
  private static final String RAW_WRITER =
      """
      package mlp;

      import java.io.*;
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
          byte[] bytes = new byte[x.getColumnDimension()];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) x.getEntry(0, i);
          }
          try {
            new FileOutputStream(FileDescriptor.out).write(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return x;
        }
        public void backward(RealMatrix dJdyHat) {}
        public void clearGradAndCache() {}
        public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return new Loss(0, y); }
        public static Loss bceLoss(RealMatrix y, RealMatrix yHat) { return new Loss(0, y); }
      }
      """;
}
