package grader.host;

import grader.protocol.WorkerStarted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rung {@code sealed} promises, to be compared with what a worker says that it sees, and
 * with what the kernel says about it.
 *
 * @param user the id of the user that the worker runs as, here
 * @param namespaces the grader's own: the worker shares none of them
 * @param rootEntries the names in the worker's root folder
 * @param hasFilter whether system calls are filtered
 */
record SealPromise(
    String user, Map<String, String> namespaces, Set<String> rootEntries, boolean hasFilter) {
  private static final String ROOT_USER = "0";
  private static final String NO_CAPABILITY = "0000000000000000";
  private static final String FILTERING = "2";

  /** Devices, which nothing can be stored on: random numbers, and what a closed stream becomes. */
  private static final Set<String> DEVICES = Set.of("/dev/null", "/dev/random", "/dev/urandom");

  SealPromise {
    namespaces = Map.copyOf(namespaces);
    rootEntries = Set.copyOf(rootEntries);
  }

  /** Each promise that is not kept, as a sentence; empty when all are. */
  List<String> brokenBy(WorkerStarted worker, KernelView kernel) {
    List<String> broken = new ArrayList<>();
    seenByTheWorker(worker, broken);
    identity(kernel, broken);
    for (Map.Entry<String, String> namespace : namespaces.entrySet()) {
      require(
          !namespace.getValue().equals(kernel.namespaces().get(namespace.getKey())),
          "it shares the grader's namespace " + namespace.getKey(),
          broken);
    }
    mounts(kernel.mounts(), broken);
    return broken;
  }

  private void seenByTheWorker(WorkerStarted worker, List<String> broken) {
    require(worker.pid() == 1, "it sees itself as process " + worker.pid(), broken);
    require(
        Set.of("PWD").containsAll(worker.environment()),
        "it has the environment variables " + worker.environment(),
        broken);
    require(
        Set.of("lo").containsAll(worker.networkInterfaces()),
        "it sees the network interfaces " + worker.networkInterfaces(),
        broken);
    require(
        rootEntries.equals(new HashSet<>(worker.rootEntries())),
        "it sees in its root " + worker.rootEntries(),
        broken);
  }

  private void identity(KernelView kernel, List<String> broken) {
    // Real, effective, saved, and that of the file system.
    Set<String> users = new HashSet<>(List.of(kernel.status("Uid").split("\\s+", -1)));
    require(users.equals(Set.of(user)), "it runs as the user " + kernel.status("Uid"), broken);
    require(!users.contains(ROOT_USER), "it runs as root", broken);
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      require(
          kernel.status(set).equals(NO_CAPABILITY),
          "its " + set + " is " + kernel.status(set),
          broken);
    }
    require(kernel.status("NoNewPrivs").equals("1"), "it may gain privileges", broken);
    require(
        !hasFilter || kernel.status("Seccomp").equals(FILTERING),
        "its system calls are not filtered",
        broken);
  }

  private static void mounts(List<KernelView.Mount> mounts, List<String> broken) {
    for (KernelView.Mount mount : mounts) {
      boolean isDevice = DEVICES.contains(mount.point());
      require(mount.point().equals("/") || isDevice, mount.point() + " is mounted", broken);
      require(
          isDevice || mount.options().contains("ro"), mount.point() + " can be written", broken);
      require(
          mount.options().contains("nosuid"),
          mount.point() + " may hold set-user-id files",
          broken);
    }
  }

  private static void require(boolean isKept, String otherwise, List<String> broken) {
    if (!isKept) {
      broken.add(otherwise);
    }
  }
}
