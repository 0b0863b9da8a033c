package grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The kernel's limits for a worker and all that it starts. Address space is not limited, of which a
 * JVM reserves far more than it uses, but data are: memory that can be written, as far as it was
 * asked for.
 */
final class ResourceLimits {
  /** A worker opens its libraries and its jars. */
  private static final int OPEN_FILES = 64;

  /** For a worker with a folder that it may write to; a sealed one can write no file. */
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
    // Both asked once: they change while one looks.
    String load = Files.readString(Path.of("/proc/loadavg"));
    return command(prlimit, mebibytes, tasks(load), Files.readString(Path.of("/proc/self/limits")));
  }

  /**
   * The same.
   *
   * @param tasks that exist
   * @param own the grader's own limits, above which nobody but root can set one
   */
  static List<String> command(String prlimit, int mebibytes, int tasks, String own) {
    long data = ((long) mebibytes * ASKED_FOR_PER_USED) << 20;
    return List.of(
        prlimit,
        "--core=0:0",
        option("cpu", PROCESSOR_SECONDS, "Max cpu time", own),
        option("data", data, "Max data size", own),
        option("nofile", OPEN_FILES, "Max open files", own),
        option("fsize", FILE_BYTES, "Max file size", own),
        option("nproc", tasks + MORE_TASKS, "Max processes", own));
  }

  private static String option(String name, long wanted, String row, String own) {
    long limit = Math.min(wanted, hardLimit(row, own));
    return "--" + name + "=" + limit + ":" + limit;
  }

  /** From the second column of numbers, proc(5); "unlimited" is no number. */
  private static long hardLimit(String row, String own) {
    int at = own.indexOf(row);
    if (at < 0) {
      return Long.MAX_VALUE;
    }
    StringTokenizer columns = new StringTokenizer(own.substring(at + row.length()));
    columns.nextToken();
    String hard = columns.nextToken();
    return hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard);
  }

  /**
   * Processes and threads. The kernel counts all of the same user, so the limit has to be above
   * what this user has now; the number of all tasks of the system is known without counting.
   */
  private static int tasks(String load) {
    // 0.20 0.18 0.12 1/345 11206: the fourth field is running/existing, proc(5).
    String existing = load.split(" ", -1)[3];
    return Integer.parseInt(existing.substring(existing.indexOf('/') + 1));
  }
}
