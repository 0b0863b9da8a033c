package grader.host;

import grader.protocol.MessageChannel;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Launches {@link FakeWorker}s and remembers their processes and folders. */
final class FakeWorkerLauncher implements WorkerLauncher {
  /** What {@link FakeWorkerLauncher#launch} does in place of starting a process. */
  static final String NO_PROCESS = "no process";

  private final Path directory;
  private final Deque<String> starts;
  private final List<Process> processes = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private Duration grace = Duration.ZERO;
  private final List<String> moreArguments = new ArrayList<>();

  /**
   * A launcher of workers that start in these ways, one after another; the last way is for all that
   * follow.
   *
   * @param directory where the workers' folders are
   */
  FakeWorkerLauncher(Path directory, String... starts) {
    this.directory = directory;
    this.starts = new ArrayDeque<>(List.of(starts));
  }

  /** Give each worker time to end by itself, when it writes this file. */
  FakeWorkerLauncher withGrace(Duration time, Path file) {
    grace = time;
    moreArguments.add(file.toString());
    return this;
  }

  @Override
  public Isolation isolation() {
    return new Isolation("fake", List.of());
  }

  @Override
  public WorkerProcess launch() throws IOException {
    String start = starts.size() == 1 ? starts.getFirst() : starts.removeFirst();
    if (start.equals(NO_PROCESS)) {
      throw new IOException("too many processes");
    }
    Path folder = Files.createTempDirectory(directory, "worker-");
    List<String> arguments = new ArrayList<>(moreArguments);
    arguments.add(0, start);
    List<String> command = java(FakeWorker.class, folder, arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().clear();
    Process process = builder.start();
    processes.add(process);
    folders.add(folder);
    return new WorkerProcess(process, new ProcessTree(), folder, grace);
  }

  /** The processes that were started, the latest last. */
  List<Process> processes() {
    return processes;
  }

  /** The folders of the processes. */
  List<Path> folders() {
    return folders;
  }

  /** The command that runs a main class of the tests. */
  static List<String> java(Class<?> main, Path temporaryFolder, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.add("-Djava.io.tmpdir=" + temporaryFolder);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(arguments);
    return command;
  }

  private static String classPath() {
    return Stream.of(FakeWorker.class, WorkerProcess.class, MessageChannel.class)
        .map(FakeWorkerLauncher::locationOf)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
