package grader.host;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** Should nobody be left to watch it: longer than all cases of any class of tests. */
  private static final int PROCESSOR_SECONDS = 3600;

  /**
   * How much more may be asked for than used, as for the stacks of threads. What is used is
   * watched; this is for what nobody sees between two looks.
   */
  private static final int ASKED_FOR_PER_USED = 2;

  private static final Path OWN_LIMITS = Path.of("/proc/self/limits");

  /** Of a kernel, such as 6.1.0-18-amd64. */
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  private ResourceLimits() {}

  /**
   * The beginning of a command that sets them.
   *
   * @param mebibytes memory that the process may use, in MiB
   */
  static List<String> command(String prlimit, int mebibytes) throws IOException {
    // Both asked once: they change while one looks.
    String load = Files.readString(Path.of("/proc/loadavg"));
    return command(prlimit, mebibytes, tasks(load), Files.readString(OWN_LIMITS));
  }

  /**
   * The beginning of a command that sets all of them but that of tasks, which {@link #limitTasks}
   * sets later.
   *
   * @param mebibytes memory that the process may use, in MiB
   */
  static List<String> commandWithoutTasks(String prlimit, int mebibytes) throws IOException {
    return commandWithoutTasks(prlimit, mebibytes, Files.readString(OWN_LIMITS));
  }

  /**
   * Limit the tasks of a user namespace by its first process. Set before the namespace is made, the
   * limit is on all tasks of its user, and whatever else that user starts takes the worker's share.
   * Since Linux 5.14 a limit that is set inside counts what is inside.
   *
   * @param pid the namespace's first process, before it has started another
   * @throws IOException when it cannot be set
   */
  static void limitTasks(String prlimit, long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(tasksCommand(prlimit, pid, Files.readString(OWN_LIMITS)))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (process.waitFor() != 0) {
      throw new IOException("its threads cannot be limited: " + said.strip());
    }
  }

  static List<String> tasksCommand(String prlimit, long pid, String own) {
    return List.of(prlimit, "--pid=" + pid, option("nproc", MORE_TASKS, "Max processes", own));
  }

  /** Whether a limit on tasks can be one of a user namespace alone. */
  static boolean canCountByNamespace(String kernel) {
    Matcher version = VERSION.matcher(kernel);
    if (!version.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major > 5 || (major == 5 && Integer.parseInt(version.group(2)) >= 14);
  }

  /**
   * The same as {@link #command(String, int)}.
   *
   * @param tasks that exist
   * @param own the grader's own limits, above which nobody but root can set one
   */
  static List<String> command(String prlimit, int mebibytes, int tasks, String own) {
    List<String> command = new ArrayList<>(commandWithoutTasks(prlimit, mebibytes, own));
    command.add(option("nproc", tasks + MORE_TASKS, "Max processes", own));
    return command;
  }

  private static List<String> commandWithoutTasks(String prlimit, int mebibytes, String own) {
    long data = ((long) mebibytes * ASKED_FOR_PER_USED) << 20;
    return List.of(
        prlimit,
        "--core=0:0",
        option("cpu", PROCESSOR_SECONDS, "Max cpu time", own),
        option("data", data, "Max data size", own),
        option("nofile", OPEN_FILES, "Max open files", own),
        option("fsize", FILE_BYTES, "Max file size", own));
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
