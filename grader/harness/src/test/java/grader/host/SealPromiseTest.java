package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import grader.host.KernelView.Mount;
import grader.protocol.WorkerStarted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A seal of which one part is missing is not a seal. */
class SealPromiseTest {
  private static final String NONE = "0000000000000000";

  private static final SealPromise PROMISE =
      new SealPromise("1000", Map.of("pid", "pid:[1]", "net", "net:[2]"), Set.of("jdk"), true);

  private static final WorkerStarted WORKER =
      new WorkerStarted(1, "17", List.of("PWD"), List.of("lo"), List.of("jdk"));

  private static final Map<String, String> STATUS =
      Map.of(
          "Uid", "1000\t1000\t1000\t1000",
          "CapInh", NONE,
          "CapPrm", NONE,
          "CapEff", NONE,
          "CapBnd", NONE,
          "CapAmb", NONE,
          "NoNewPrivs", "1",
          "Seccomp", "2");

  private static final Map<String, String> NAMESPACES = Map.of("pid", "pid:[7]", "net", "net:[8]");

  private static final List<Mount> MOUNTS =
      List.of(
          new Mount("/", List.of("ro", "nosuid")),
          new Mount("/dev/urandom", List.of("rw", "nosuid")));

  private static List<String> broken(WorkerStarted worker, KernelView kernel) {
    return PROMISE.brokenBy(worker, kernel);
  }

  @Test
  void aSealThatIsWholeIsKept() {
    assertEquals(List.of(), broken(WORKER, new KernelView(STATUS, NAMESPACES, MOUNTS)));
    // A filter of system calls may hide even the loopback interface.
    assertEquals(
        List.of(),
        broken(
            new WorkerStarted(1, "17", List.of(), List.of(), List.of("jdk")),
            new KernelView(STATUS, NAMESPACES, MOUNTS)));
  }

  static Stream<Arguments> whatAWorkerMustNotSee() {
    return Stream.of(
        argumentSet(
            "other processes",
            new WorkerStarted(4711, "17", List.of(), List.of(), List.of("jdk")),
            "it sees itself as process 4711"),
        argumentSet(
            "the environment",
            new WorkerStarted(1, "17", List.of("HOME"), List.of(), List.of("jdk")),
            "it has the environment variables [HOME]"),
        argumentSet(
            "a network",
            new WorkerStarted(1, "17", List.of(), List.of("eth0", "lo"), List.of("jdk")),
            "it sees the network interfaces [eth0, lo]"),
        argumentSet(
            "another root",
            new WorkerStarted(1, "17", List.of(), List.of(), List.of("etc", "jdk")),
            "it sees in its root [etc, jdk]"));
  }

  @ParameterizedTest
  @MethodSource("whatAWorkerMustNotSee")
  void whatAWorkerSeesIsCompared(WorkerStarted worker, String broken) {
    assertEquals(List.of(broken), broken(worker, new KernelView(STATUS, NAMESPACES, MOUNTS)));
  }

  static Stream<Arguments> whatTheKernelMustNotSay() {
    return Stream.of(
        argumentSet(
            "another user",
            "Uid",
            "1000\t1001\t1000\t1000",
            "it runs as the user 1000\t1001\t1000\t1000"),
        argumentSet("a capability", "CapEff", "1", "its CapEff is 1"),
        argumentSet("a capability to come", "CapBnd", "1", "its CapBnd is 1"),
        argumentSet("privileges", "NoNewPrivs", "0", "it may gain privileges"),
        argumentSet("system calls", "Seccomp", "0", "its system calls are not filtered"));
  }

  @ParameterizedTest
  @MethodSource("whatTheKernelMustNotSay")
  void whatTheKernelSaysOfTheProcessIsCompared(String name, String value, String broken) {
    Map<String, String> status = new HashMap<>(STATUS);
    status.put(name, value);
    assertEquals(List.of(broken), broken(WORKER, new KernelView(status, NAMESPACES, MOUNTS)));
    status.remove(name);
    assertEquals(1, broken(WORKER, new KernelView(status, NAMESPACES, MOUNTS)).size());
  }

  @Test
  void rootIsNeverKept() {
    Map<String, String> status = new HashMap<>(STATUS);
    status.put("Uid", "0\t0\t0\t0");
    SealPromise byRoot = new SealPromise("0", Map.of(), Set.of("jdk"), true);
    assertEquals(
        List.of("it runs as root"),
        byRoot.brokenBy(WORKER, new KernelView(status, NAMESPACES, MOUNTS)));
  }

  @Test
  void aNamespaceOfTheGradersIsNotKept() {
    assertEquals(
        List.of("it shares the grader's namespace net"),
        broken(WORKER, new KernelView(STATUS, Map.of("pid", "pid:[7]", "net", "net:[2]"), MOUNTS)));
  }

  static Stream<Arguments> mountsThatMustNotBe() {
    return Stream.of(
        argumentSet("more", new Mount("/home", List.of("ro", "nosuid")), "/home is mounted"),
        argumentSet("written", new Mount("/", List.of("rw", "nosuid")), "/ can be written"),
        argumentSet("set-user-id", new Mount("/", List.of("ro")), "/ may hold set-user-id files"));
  }

  @ParameterizedTest
  @MethodSource("mountsThatMustNotBe")
  void whatIsMountedIsCompared(Mount mount, String broken) {
    assertEquals(
        List.of(broken), broken(WORKER, new KernelView(STATUS, NAMESPACES, List.of(mount))));
  }
}
