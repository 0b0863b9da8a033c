package grader.worker;

import grader.protocol.WorkerStarted;
import java.io.File;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the worker sees around itself. Without a {@code /proc} it can see neither its user nor its
 * mounts: the grader asks the kernel for those.
 */
final class Observation {
  /** More than any sandbox shows, and fewer than a message may hold. */
  private static final int MOST_NAMES = 200;

  private Observation() {}

  static WorkerStarted observe() {
    return new WorkerStarted(
        ProcessHandle.current().pid(),
        Runtime.version().toString(),
        names(System.getenv().keySet().stream()),
        networkInterfaces(),
        rootEntries());
  }

  private static List<String> networkInterfaces() {
    try {
      return names(NetworkInterface.networkInterfaces().map(NetworkInterface::getName));
    } catch (SocketException e) {
      // Where no socket can be made, none can be seen.
      return List.of();
    }
  }

  private static List<String> rootEntries() {
    String @Nullable [] entries = new File("/").list();
    return entries == null ? List.of() : names(Stream.of(entries));
  }

  private static List<String> names(Stream<String> names) {
    return names.sorted().limit(MOST_NAMES).toList();
  }
}
