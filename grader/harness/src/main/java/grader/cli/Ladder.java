package grader.cli;

import grader.host.JvmWorkerLauncher;
import grader.host.LadderLauncher;
import grader.host.SealedWorkerLauncher;
import grader.host.UserWorkerLauncher;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The isolation ladder of an installation, from the highest rung that was asked for down. */
final class Ladder {
  private Ladder() {}

  /**
   * A launcher on the highest of these rungs that can be reached.
   *
   * @param tests case files and folders that are read from elsewhere than the installation
   */
  static WorkerLauncher of(
      SandboxChoice choice, Installation installation, List<Path> tests, WorkerLimits limits)
      throws IOException {
    List<Path> classPath = installation.workerClassPath();
    List<Path> secrets = new ArrayList<>(tests);
    secrets.addAll(installation.secrets());
    WorkerLauncher sealed = new SealedWorkerLauncher(installation.sealedRoot(), limits);
    WorkerLauncher user =
        new UserWorkerLauncher(classPath, installation.workerArchive(), secrets, limits);
    WorkerLauncher process = new JvmWorkerLauncher(classPath, installation.workerArchive(), limits);
    return new LadderLauncher(
        switch (choice) {
          case AUTO -> List.of(sealed, user, process);
          case REQUIRED -> List.of(sealed);
          case USER -> List.of(user);
          case PROCESS -> List.of(process);
        });
  }
}
