package grader.host;

import grader.host.CaseRunner.WorkerUnavailableException;
import grader.intake.Submission;
import grader.protocol.CaseRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A grader process that waits for a case that does not end, until it is stopped; then it tries to
 * start one more worker.
 */
final class FakeGrader {
  private FakeGrader() {}

  static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            FakeWorkerLauncher.java(FakeGrader.class, directory, List.of(directory.toString())))
        .start();
  }

  public static void main(String[] arguments) throws WorkerUnavailableException {
    Submission submission = new Submission("", List.of(), List.of());
    FakeWorkerLauncher launcher = new FakeWorkerLauncher(Path.of(arguments[0]), "ready");
    Duration limit = Duration.ofMinutes(10);
    CaseRunner runner = new CaseRunner(launcher, submission, new WorkerLimits(64, limit, limit));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    launcher.launch();
                  } catch (IOException e) {
                    // As it should be: the grader is ending.
                  }
                }));
    runner.awaitReady();
    System.out.println("ready");
    runner.run(new CaseRequest(1, "sleep", Map.of(), Map.of()), limit);
  }
}
