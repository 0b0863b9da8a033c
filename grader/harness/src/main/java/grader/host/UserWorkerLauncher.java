package grader.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rung {@code user}: for a grader that runs as root where no namespaces can be had, as in many
 * containers. The worker is another user, one that owns nothing but its temporary folder, so that
 * the grader's process, memory, open files and closed files are out of its reach, and everything
 * that it starts can be found and ended.
 */
public final class UserWorkerLauncher implements WorkerLauncher {
  private static final String ROOT_USER = "0";

  private final List<Path> classPath;
  private final ClassDataArchive archive;
  private final List<Path> secrets;
  private final WorkerLimits limits;

  /**
   * Launch with the JDK that runs this.
   *
   * @param classPath all that a worker may see: its own jar and commons-math3
   * @param archive lets workers start faster
   * @param secrets files and folders that a submission must not read; the report says when it can
   */
  public UserWorkerLauncher(
      List<Path> classPath, ClassDataArchive archive, List<Path> secrets, WorkerLimits limits) {
    this.classPath = List.copyOf(classPath);
    this.archive = archive;
    this.secrets = List.copyOf(secrets);
    this.limits = limits;
  }

  @Override
  public Isolation isolation() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "a hostile submission could have read what every user of this machine can read, and used"
            + " the network");
    String open =
        secrets.stream()
            .filter(OtherUsers::canRead)
            .map(Path::toString)
            .collect(Collectors.joining(" "));
    if (!open.isEmpty()) {
      notes.add("every user can read what should be closed: chmod -R go= " + open);
    }
    return new Isolation("user", notes);
  }

  @Override
  public WorkerProcess launch() throws IOException {
    WorkerLauncher.refuseWhenEnding();
    if (!KernelView.isAvailable() || !KernelView.ownUser().equals(ROOT_USER)) {
      throw new SandboxUnavailableException("only root can start a worker as another user");
    }
    String setpriv = ProgramPath.ofEnvironment().find("setpriv", "util-linux");
    String prlimit = ProgramPath.ofEnvironment().find("prlimit", "util-linux");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!OtherUsers.canRead(java)) {
      throw new SandboxUnavailableException("other users cannot run " + java);
    }
    UserAccount enclosure = new UserAccount(WorkerAccount.take(), setpriv);
    Path directory = Files.createTempDirectory("grader-worker-");
    try {
      List<String> command =
          new ArrayList<>(ResourceLimits.command(prlimit, limits.processMebibytes()));
      command.addAll(enclosure.account().command(setpriv));
      command.addAll(java(java, directory, enclosure.account()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.directory(directory.resolve("work").toFile());
      WorkerProcess worker =
          new WorkerProcess(builder.start(), enclosure, directory, archive.timeToRecord());
      worker.awaitStarted(limits.start());
      requireAnotherUser(worker, enclosure.account());
      return worker;
    } catch (WorkerStartException e) {
      throw new SandboxUnavailableException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      enclosure.release();
      throw e;
    }
  }

  private List<String> java(Path java, Path directory, WorkerAccount account) throws IOException {
    // Where the grader's own folders are closed to others, as they should be, the worker has
    // copies.
    List<Path> jars = new ArrayList<>();
    for (Path each : classPath) {
      jars.add(OtherUsers.canRead(each) ? each : handOver(each, directory, account));
    }
    Path work = Files.createDirectory(directory.resolve("work"));
    for (Path path : List.of(work, directory)) {
      Files.setAttribute(path, "unix:uid", account.id());
    }
    return WorkerCommand.of(
        java.toString(),
        archive.options(),
        limits,
        work.toString(),
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }

  private static Path handOver(Path file, Path directory, WorkerAccount account)
      throws IOException {
    Path copy = Files.copy(file, directory.resolve(file.getFileName().toString()));
    Files.setAttribute(copy, "unix:uid", account.id());
    return copy;
  }

  private static void requireAnotherUser(WorkerProcess worker, WorkerAccount account)
      throws IOException {
    KernelView kernel = KernelView.ofStatus(worker.pid());
    String expected = Integer.toString(account.id());
    for (String each : kernel.status("Uid").split("\\s+", -1)) {
      if (!each.equals(expected)) {
        worker.close();
        throw new IOException(
            "the worker was to run as the user " + expected + ", and runs as " + each);
      }
    }
  }
}
