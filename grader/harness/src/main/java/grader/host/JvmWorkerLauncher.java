package grader.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rung {@code process}: a JVM of its own with an empty environment, limits, and an empty
 * temporary folder as its working directory. It keeps honest mistakes apart; it does not stop a
 * submission from reading what the user who grades can read.
 */
public final class JvmWorkerLauncher implements WorkerLauncher {
  private final List<Path> classPath;
  private final ClassDataArchive archive;
  private final WorkerLimits limits;

  /**
   * Launch with the JDK that runs this.
   *
   * @param classPath all that a worker may see: its own jar and commons-math3
   * @param archive lets workers start faster
   */
  public JvmWorkerLauncher(List<Path> classPath, ClassDataArchive archive, WorkerLimits limits) {
    this.classPath = List.copyOf(classPath);
    this.archive = archive;
    this.limits = limits;
  }

  @Override
  public Isolation isolation() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "a hostile submission could have read what the user who grades can read, used the"
            + " network, or left processes behind");
    if (limitsCommand().isEmpty()) {
      notes.add(
          "only its memory, time and output were limited, not its threads, files or processes");
    }
    return new Isolation("process", notes);
  }

  @Override
  public WorkerProcess launch() throws IOException {
    WorkerLauncher.refuseWhenEnding();
    Path directory = Files.createTempDirectory("grader-worker-");
    try {
      List<String> command = new ArrayList<>(limitsCommand());
      command.addAll(java(directory));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.directory(directory.toFile());
      WorkerProcess worker =
          new WorkerProcess(builder.start(), new ProcessTree(), directory, archive.timeToRecord());
      worker.awaitStarted(limits.start());
      return worker;
    } catch (IOException e) {
      Files.deleteIfExists(directory);
      throw e;
    }
  }

  /** Empty where the kernel has no such limits, or nothing sets them. */
  private List<String> limitsCommand() {
    if (!KernelView.isAvailable() || archive.use() != ClassDataArchive.Use.START) {
      // A JVM that makes an archive needs more than one that runs from it.
      return List.of();
    }
    try {
      String prlimit = ProgramPath.ofEnvironment().find("prlimit", "util-linux");
      return ResourceLimits.command(prlimit, limits.processMebibytes());
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<String> java(Path directory) {
    return WorkerCommand.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        archive.options(),
        limits,
        directory.toString(),
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }
}
