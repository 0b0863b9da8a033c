package grader.host;

import grader.protocol.WorkerStarted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rung {@code sealed}: bubblewrap. The worker's root is a folder with a Java of {@code
 * java.base} alone, the worker and commons-math3; beside it stand two sources of random numbers.
 * Nothing can be written, nothing else can be seen, and the worker is alone with its own processes,
 * without network, capabilities or a way to get any.
 */
public final class SealedWorkerLauncher implements WorkerLauncher {
  private static final String BUBBLEWRAP = "bubblewrap";
  private static final String ROOT_USER = "0";

  /** Since bubblewrap 0.8; before it, the filter and the missing capabilities have to do. */
  private static final String DISABLE_USER_NAMESPACES = "--disable-userns";

  /**
   * Opens what bubblewrap cannot open itself once it is another user: the root folder as 4, the
   * filter as 5, and standard output once more as 6, which bubblewrap closes. Then becomes the
   * command that follows.
   */
  private static final String OPEN_AND_RUN =
      "r=$1 f=$2; shift 2; exec \"$@\" 4<\"$r\" 5<\"$f\" 6>&1";

  private final SealedRoot root;
  private final ProgramPath programs;
  private final WorkerLimits limits;

  private boolean disableUserNamespaces = true;
  private volatile @Nullable Integer steppedDownTo;

  /**
   * Launch in this root.
   *
   * @param root what the worker sees
   */
  public SealedWorkerLauncher(SealedRoot root, WorkerLimits limits) {
    this(root, ProgramPath.ofEnvironment(), limits);
  }

  SealedWorkerLauncher(SealedRoot root, ProgramPath programs, WorkerLimits limits) {
    this.root = root;
    this.programs = programs;
    this.limits = limits;
  }

  @Override
  public Isolation isolation() {
    List<String> notes = new ArrayList<>();
    if (steppedDownTo != null) {
      // Not which one: it is another in every run, and two reports of the same are to be the same.
      notes.add("the grader was started as root; the submission ran as a user of its own");
    }
    if (root.filter() == null) {
      notes.add("there is no filter of system calls for this machine's processor");
    }
    notes.add("what the sandbox keeps out, it keeps out as long as the kernel has no flaw");
    return new Isolation("sealed", notes);
  }

  @Override
  public WorkerProcess launch() throws IOException {
    WorkerLauncher.refuseWhenEnding();
    String bwrap = programs.find("bwrap", BUBBLEWRAP);
    String prlimit = programs.find("prlimit", "util-linux");
    root.requireComplete();
    try {
      return launch(bwrap, prlimit);
    } catch (SandboxUnavailableException e) {
      if (disableUserNamespaces
          && String.valueOf(e.getMessage()).contains(DISABLE_USER_NAMESPACES)) {
        disableUserNamespaces = false;
        return launch(bwrap, prlimit);
      }
      throw e;
    }
  }

  private WorkerProcess launch(String bwrap, String prlimit) throws IOException {
    String grader = KernelView.ownUser();
    WorkerAccount account = grader.equals(ROOT_USER) ? WorkerAccount.take() : null;
    PidNamespace enclosure = new PidNamespace(account);
    // A user of its own has no other tasks.
    boolean isCountedByNamespace =
        account == null && ResourceLimits.canCountByNamespace(System.getProperty("os.version"));
    WorkerProcess worker;
    try {
      List<String> command =
          new ArrayList<>(
              isCountedByNamespace
                  ? ResourceLimits.commandWithoutTasks(prlimit, limits.processMebibytes())
                  : ResourceLimits.command(prlimit, limits.processMebibytes()));
      if (account != null) {
        command.addAll(account.command(programs.find("setpriv", "util-linux")));
      }
      command.addAll(bubblewrap(bwrap, account != null));
      command.addAll(java());
      worker = new WorkerProcess(start(command), enclosure, null, Duration.ZERO);
    } catch (IOException e) {
      enclosure.release();
      throw e;
    }
    try {
      WorkerStarted started = worker.awaitStarted(limits.start());
      if (isCountedByNamespace) {
        ResourceLimits.limitTasks(prlimit, worker.pid());
      }
      String user = account == null ? grader : Integer.toString(account.id());
      requireKept(
          new SealPromise(user, KernelView.ownNamespaces(), root.entries(), root.filter() != null),
          started,
          worker.pid());
    } catch (WorkerStartException e) {
      throw new SandboxUnavailableException(e.getMessage() + SandboxAdvice.text());
    } catch (IOException e) {
      worker.close();
      throw e;
    } catch (InterruptedException e) {
      worker.close();
      Thread.currentThread().interrupt();
      throw new IOException("the grader is ending", e);
    }
    steppedDownTo = account == null ? null : account.id();
    return worker;
  }

  private Process start(List<String> command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                OPEN_AND_RUN,
                "sh",
                root.directory().toString(),
                String.valueOf(root.filter() == null ? "/dev/null" : root.filter())));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all);
    // Before bubblewrap too: it is a process that could be looked at.
    builder.environment().clear();
    builder.directory(Path.of("/").toFile());
    return builder.start();
  }

  private List<String> bubblewrap(String bwrap, boolean isAnotherUser) {
    List<String> command =
        new ArrayList<>(
            List.of(
                bwrap,
                "--unshare-user",
                "--unshare-pid",
                "--unshare-net",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup",
                "--cap-drop",
                "ALL",
                "--new-session",
                "--die-with-parent",
                // Else bubblewrap itself would be process 1, with all that it was started with.
                "--as-pid-1",
                "--hostname",
                "worker",
                // Tells which process it is, before the worker can say anything.
                "--info-fd",
                "6"));
    if (disableUserNamespaces) {
      command.add(DISABLE_USER_NAMESPACES);
    }
    command.addAll(
        isAnotherUser
            // The path may lead through folders that are closed to the other user.
            ? List.of("--ro-bind-fd", "4", "/")
            : List.of("--ro-bind", root.directory().toString(), "/"));
    for (String device : List.of("/dev/null", "/dev/random", "/dev/urandom")) {
      command.addAll(List.of("--dev-bind", device, device));
    }
    if (root.filter() != null) {
      command.addAll(List.of("--seccomp", "5"));
    }
    command.addAll(List.of("--chdir", "/"));
    return command;
  }

  private List<String> java() throws IOException {
    return WorkerCommand.of(
        "/jdk/bin/java",
        root.hasArchive() ? List.of("-XX:SharedArchiveFile=/" + SealedRoot.ARCHIVE) : List.of(),
        limits,
        "/nowhere",
        root.classPath());
  }

  /** A seal that is promised and not applied is the one thing that must never be reported. */
  private static void requireKept(SealPromise promise, WorkerStarted started, long pid)
      throws IOException {
    KernelView kernel;
    try {
      kernel = KernelView.of(pid);
    } catch (IOException e) {
      throw new SandboxUnavailableException("the seal cannot be checked: " + e);
    }
    List<String> broken = promise.brokenBy(started, kernel);
    if (!broken.isEmpty()) {
      throw new IOException(
          "the sandbox does not keep what it promises: " + String.join("; ", broken));
    }
  }
}
