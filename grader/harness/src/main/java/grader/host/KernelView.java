package grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the Linux kernel says about a process. Nothing that runs in the process can change it.
 *
 * @param status {@code /proc/PID/status}: name → value
 * @param namespaces kind → identity
 * @param mounts what is mounted where, as the process sees it
 */
record KernelView(Map<String, String> status, Map<String, String> namespaces, List<Mount> mounts) {
  private static final List<String> NAMESPACES =
      List.of("user", "pid", "net", "ipc", "uts", "cgroup", "mnt");

  /** The fields of a line of {@code /proc/PID/mountinfo}; proc(5) describes them. */
  private static final int MOUNT_POINT = 4;

  private static final int MOUNT_OPTIONS = 5;

  /**
   * A mount.
   *
   * @param point where it is
   * @param options such as {@code ro}
   */
  record Mount(String point, List<String> options) {}

  /**
   * Look at a process.
   *
   * @throws IOException when it is gone, or not ours to look at
   */
  static KernelView of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    return new KernelView(status(process), namespaces(process), mounts(process));
  }

  /**
   * Look at what is known about a process of any user.
   *
   * @throws IOException when it is gone
   */
  static KernelView ofStatus(long pid) throws IOException {
    return new KernelView(status(Path.of("/proc", Long.toString(pid))), Map.of(), List.of());
  }

  /** Whether there is a Linux kernel to ask. */
  static boolean isAvailable() {
    return Files.isReadable(Path.of("/proc/self/status"));
  }

  /** The namespaces of the grader itself. */
  static Map<String, String> ownNamespaces() throws IOException {
    return namespaces(Path.of("/proc/self"));
  }

  /** The user that the grader runs as. */
  static String ownUser() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
  }

  private static Map<String, String> status(Path process) throws IOException {
    Map<String, String> status = new HashMap<>();
    for (String line : Files.readAllLines(process.resolve("status"))) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        status.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return Map.copyOf(status);
  }

  private static Map<String, String> namespaces(Path process) throws IOException {
    Map<String, String> namespaces = new HashMap<>();
    for (String kind : NAMESPACES) {
      namespaces.put(kind, Files.readSymbolicLink(process.resolve("ns").resolve(kind)).toString());
    }
    return Map.copyOf(namespaces);
  }

  private static List<Mount> mounts(Path process) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : Files.readAllLines(process.resolve("mountinfo"))) {
      String[] fields = line.split(" ", -1);
      if (fields.length <= MOUNT_OPTIONS) {
        throw new IOException("an unknown form of mountinfo: " + line);
      }
      mounts.add(new Mount(fields[MOUNT_POINT], List.of(fields[MOUNT_OPTIONS].split(",", -1))));
    }
    return List.copyOf(mounts);
  }

  /** A value of the status. */
  String status(String name) {
    return status.getOrDefault(name, "unknown");
  }
}
