package grader.host;

import grader.intake.Submission;
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
  private static final String WORKER_MAIN = "grader.worker.WorkerMain";

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
  public String sandbox() {
    return "process";
  }

  @Override
  public WorkerProcess launch(Submission submission) throws IOException {
    refuseWhenEnding();
    Path directory = Files.createTempDirectory("grader-worker-");
    Path jar = directory.resolve("submission.jar");
    Path work = directory.resolve("work");
    try {
      submission.writeJar(jar);
      Files.createDirectory(work);
      ProcessBuilder builder = new ProcessBuilder(command(jar, work));
      builder.environment().clear();
      builder.directory(work.toFile());
      return new WorkerProcess(builder.start(), directory, archive.timeToRecord());
    } catch (IOException e) {
      Files.deleteIfExists(work);
      Files.deleteIfExists(jar);
      Files.deleteIfExists(directory);
      throw e;
    }
  }

  /** Ctrl-C ends the worker too, and the next case would get another one: to be left behind. */
  private static void refuseWhenEnding() throws IOException {
    Thread nothing = new Thread(() -> {}, "never started");
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
    } catch (IllegalStateException e) {
      throw new IOException("the grader is ending", e);
    }
  }

  private List<String> command(Path jar, Path work) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archive.options());
    command.addAll(
        List.of(
            // Nothing but frames on standard output, whatever the JVM has to say.
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            "-Xmx" + limits.memoryMebibytes() + "m",
            "-XX:MaxMetaspaceSize=64m",
            "-XX:MaxDirectMemorySize=16m",
            "-XX:ReservedCodeCacheSize=32m",
            // A short life on little data: the collector and the compiler that start fastest.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            // A heap that was full once is not trusted with the next case.
            "-XX:+ExitOnOutOfMemoryError",
            // The same on every machine: messages, number formats, text.
            "-Duser.language=en",
            "-Duser.country=US",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "-Djava.io.tmpdir=" + work,
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            WORKER_MAIN,
            jar.toString()));
    return command;
  }
}
