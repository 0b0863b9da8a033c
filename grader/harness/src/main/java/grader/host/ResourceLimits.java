package grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's limits for a worker and all that it starts. Address space is not limited, of which a
 * JVM reserves far more than it uses, but data are: memory that can be written, as far as it was
 * asked for.
 */
final class ResourceLimits {
  /** A worker opens its libraries, its jars and the submission. */
  private static final int OPEN_FILES = 64;

  /** Only what bubblewrap copies of the submission; a sealed worker can write no file. */
  private static final long FILE_BYTES = 64L << 20;

  /** A JVM has about twenty threads. */
  private static final int MORE_TASKS = 256;

  private ResourceLimits() {}

  /** Should nobody be left to watch it: longer than all cases of any class of tests. */
  private static final int PROCESSOR_SECONDS = 3600;

  /**
   * How much more may be asked for than used, as for the stacks of threads. What is used is
   * watched; this is for what nobody sees between two looks.
   */
  private static final int ASKED_FOR_PER_USED = 2;

  /**
   * The beginning of a command that sets them.
   *
   * @param mebibytes memory that the process may use, in MiB
   */
  static List<String> command(String prlimit, int mebibytes) throws IOException {
    long data = ((long) mebibytes * ASKED_FOR_PER_USED) << 20;
    // Asked once: it changes while one looks.
    int tasks = tasks();
    return List.of(
        prlimit,
        "--core=0:0",
        "--cpu=" + PROCESSOR_SECONDS + ":" + PROCESSOR_SECONDS,
        "--data=" + data + ":" + data,
        "--nofile=" + OPEN_FILES + ":" + OPEN_FILES,
        "--fsize=" + FILE_BYTES + ":" + FILE_BYTES,
        "--nproc=" + tasks + ":" + tasks);
  }

  /**
   * Processes and threads. The kernel counts all of the same user, so the limit has to be above
   * what this user has now; the number of all tasks of the system is known without counting.
   */
  private static int tasks() throws IOException {
    // 0.20 0.18 0.12 1/345 11206: the fourth field is running/existing, proc(5).
    String load = Files.readString(Path.of("/proc/loadavg"));
    String existing = load.split(" ", -1)[3].replaceFirst(".*/", "");
    return Integer.parseInt(existing) + MORE_TASKS;
  }
}
