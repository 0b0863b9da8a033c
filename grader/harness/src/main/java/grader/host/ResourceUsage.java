package grader.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process uses, as Linux tells everybody in {@code /proc/PID/stat} and {@code status}:
 * proc(5).
 *
 * @param residentMebibytes memory that it has, whatever for
 * @param processorTime of all its threads, ended ones too
 */
record ResourceUsage(int residentMebibytes, Duration processorTime) {
  /** Fields after the command's name, which may hold anything but ends with the last bracket. */
  private static final int USER_TIME = 12;

  private static final int SYSTEM_TIME = 13;

  /** The unit of the times: USER_HZ is 100 wherever there is a JVM. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final String RESIDENT = "VmRSS:";
  private static final int KIBIBYTES_PER_MEBIBYTE = 1 << 10;

  /** Of a process; null when it is gone, or where there is no such file. */
  static @Nullable ResourceUsage of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return parse(text(process.resolve("stat")), text(process.resolve("status")));
    } catch (IOException e) {
      return null;
    }
  }

  private static String text(Path file) throws IOException {
    // The name of a thread may be any bytes.
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  static ResourceUsage parse(String stat, String status) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return new ResourceUsage(residentMebibytes(status), TICK.multipliedBy(ticks));
  }

  private static int residentMebibytes(String status) {
    int at = status.indexOf(RESIDENT);
    if (at < 0) {
      // A process that is ending has none any more.
      return 0;
    }
    int start = at + RESIDENT.length();
    String number = status.substring(start, status.indexOf(" kB", start)).strip();
    return (int) (Long.parseLong(number) / KIBIBYTES_PER_MEBIBYTE);
  }
}
