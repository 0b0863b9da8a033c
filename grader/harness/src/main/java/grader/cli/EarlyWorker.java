package grader.cli;

import grader.host.HeadStart;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first worker of a run, launched while the command line is still being parsed. What it needs
 * to know is guessed from the arguments; where the guess was wrong, another worker is launched, and
 * nothing but time is lost: a worker is no one's before it is sent a submission.
 */
final class EarlyWorker implements AutoCloseable {
  /** The default of {@code --memory}. */
  static final int MEMORY_MEBIBYTES = 256;

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String SANDBOX = "--sandbox=";

  private final SandboxChoice sandbox;
  private final HeadStart headStart;

  private EarlyWorker(SandboxChoice sandbox, HeadStart headStart) {
    this.sandbox = sandbox;
    this.headStart = headStart;
  }

  /**
   * Launch a worker when these look like the arguments of a run with default limits.
   *
   * @return null when they do not
   */
  static @Nullable EarlyWorker launch(@Nullable Installation installation, String... arguments) {
    if (installation == null
        || arguments.length == 0
        || !arguments[arguments.length - 1].endsWith(".jar")) {
      return null;
    }
    SandboxChoice sandbox = SandboxChoice.AUTO;
    for (String argument : arguments) {
      if (argument.startsWith("--tests") || argument.startsWith("--memory")) {
        return null;
      }
      if (argument.startsWith(SANDBOX)) {
        SandboxChoice choice = choice(argument.substring(SANDBOX.length()));
        if (choice == null) {
          return null;
        }
        sandbox = choice;
      }
    }
    try {
      WorkerLimits limits = limits(MEMORY_MEBIBYTES, Duration.ZERO);
      return new EarlyWorker(
          sandbox, new HeadStart(Ladder.of(sandbox, installation, List.of(), limits)));
    } catch (IOException e) {
      // Met again, and reported, where a worker is needed.
      return null;
    }
  }

  private static @Nullable SandboxChoice choice(String name) {
    for (SandboxChoice choice : SandboxChoice.values()) {
      if (choice.id().equals(name)) {
        return choice;
      }
    }
    return null;
  }

  /** The limits of a run's workers; those per case are not the launcher's. */
  static WorkerLimits limits(int memoryMebibytes, Duration perCase) {
    return new WorkerLimits(memoryMebibytes, START_LIMIT, perCase);
  }

  /** Its launcher, when it is what the arguments ask for. */
  @Nullable WorkerLauncher launcherFor(GraderArguments arguments) {
    return arguments.sandbox() == sandbox
            && arguments.tests().isEmpty()
            && arguments.memoryMebibytes() == MEMORY_MEBIBYTES
        ? headStart
        : null;
  }

  /** End the worker when it was launched in vain. */
  @Override
  public void close() {
    headStart.close();
  }
}
