package grader.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A user id that only one worker at a time runs as, for a grader that was started as root. No
 * account of this name has to exist.
 */
final class WorkerAccount {
  /** Ids that neither Debian nor systemd gives to anybody, and that most containers map. */
  private static final int FIRST = 60_706;

  private static final int COUNT = 61_184 - FIRST;

  /** Only root writes here. */
  private static final Path LOCKS = Path.of("/run/grader-workers");

  private static final Set<Integer> TAKEN_HERE = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean isGivenBack = new AtomicBoolean();
  private final int id;
  private final FileChannel channel;

  private WorkerAccount(int id, FileChannel channel) {
    this.id = id;
    this.channel = channel;
  }

  /**
   * Take an id that no other worker of this machine has.
   *
   * @throws SandboxUnavailableException when all are taken
   * @throws IOException when that cannot be found out
   */
  static WorkerAccount take() throws IOException {
    Files.createDirectories(
        LOCKS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    int start = (int) (ProcessHandle.current().pid() % COUNT);
    for (int i = 0; i < COUNT; i++) {
      int id = FIRST + (start + i) % COUNT;
      // A process has a file's lock once, whoever in it asks, and loses it with the first close.
      if (TAKEN_HERE.add(id)) {
        FileChannel channel = lock(id);
        if (channel != null) {
          return new WorkerAccount(id, channel);
        }
        TAKEN_HERE.remove(id);
      }
    }
    throw new SandboxUnavailableException(
        "all user ids from " + FIRST + " on are taken by other workers");
  }

  /** The locked file of an id; null when another process has locked it. */
  private static @Nullable FileChannel lock(int id) throws IOException {
    FileChannel channel =
        FileChannel.open(
            LOCKS.resolve(Integer.toString(id)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (channel.tryLock() != null) {
      return channel;
    }
    channel.close();
    return null;
  }

  int id() {
    return id;
  }

  /** The beginning of a command that becomes this user. */
  List<String> command(String setpriv) {
    return List.of(setpriv, "--reuid=" + id, "--regid=" + id, "--clear-groups", "--no-new-privs");
  }

  /** Give it back: no process runs as it any more. */
  void giveBack() {
    if (isGivenBack.getAndSet(true)) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the grader at the latest.
    }
    TAKEN_HERE.remove(id);
  }
}
