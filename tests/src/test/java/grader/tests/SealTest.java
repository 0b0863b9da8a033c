package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rung {@code sealed}: what a submission sees in it, and what becomes of it. */
@Timeout(120)
class SealTest {
  private static final String SAMPLE =
      Product.INSTALLATION.resolve("samples/correct-sample.jar").toString();
  private static final Path GRADER = Product.INSTALLATION.resolve("bin/grader");
  private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

  private static final List<String> USED_PROGRAMS =
      List.of("bwrap", "setpriv", "prlimit", "readlink", "tr", "find", "mkdir", "flock", "stty");

  private static final boolean HAS_FILTER =
      System.getProperty("os.arch").equals("amd64") && Files.exists(Path.of("/proc/self/status"));

  private static String whyNotSealed = "";

  @TempDir private Path folder;

  @BeforeAll
  static void look() {
    Product.Run run = Product.run("--sandbox=required", "--quiet", SAMPLE);
    if (run.exitCode() != 0) {
      whyNotSealed = "no seal on this machine: " + run.err();
      System.out.println(whyNotSealed);
    }
  }

  private static void assumeSealed() {
    assumeTrue(whyNotSealed.isEmpty(), whyNotSealed);
  }

  @Test
  void aSubmissionSeesItsRootAndNothingElse() throws IOException {
    assumeSealed();
    List<String> printed =
        Probe.printedBy(
            """
            System.out.println(ProcessHandle.current().pid());
            // And the system's libraries, where the system has them.
            System.out.println(java.util.stream.Stream.of(new java.io.File("/").list())
                .filter(name -> !name.startsWith("lib")).sorted().toList());
            System.out.println(java.util.Arrays.toString(new java.io.File("/dev").list().length == 3
                ? new String[] {"three devices"} : new java.io.File("/dev").list()));
            System.out.println(System.getenv());
            System.out.println(ModuleLayer.boot().modules());
            try {
              System.out.println(ProcessHandle.allProcesses().count());
            } catch (RuntimeException e) {
              System.out.println("no process to be seen");
            }
            for (String path : new String[] {"/proc", "/bin/sh", "/etc/passwd", "/root", "/home",
                "/tmp", "/sys", "/dev/shm"}) {
              if (new java.io.File(path).exists()) {
                System.out.println(path + " exists");
              }
            }
            """,
            folder,
            "--sandbox=required");
    assertEquals(
        List.of(
            "1",
            "[dev, jdk, worker, worker.jsa]",
            "[three devices]",
            "{PWD=/}",
            "[module java.base]",
            "no process to be seen"),
        printed);
  }

  @Test
  void aSubmissionCanWriteNothingStartNothingAndReachNobody() throws IOException {
    assumeSealed();
    Path secret = Files.writeString(folder.resolve("secret"), "canary");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> printed =
          Probe.printedBy(
              """
              java.util.Map<String, java.util.concurrent.Callable<?>> attempts =
                  new java.util.LinkedHashMap<>();
              for (String place : new String[] {"/", "/dev/", "/worker/", "/jdk/", "/tmp/", ""}) {
                attempts.put("write " + place, () -> java.nio.file.Files.writeString(
                    java.nio.file.Path.of(place + "file"), "text"));
              }
              attempts.put("overwrite", () -> java.nio.file.Files.writeString(
                  java.nio.file.Path.of("/worker.jsa"), "text"));
              attempts.put("temporary", () -> java.nio.file.Files.createTempFile("a", "b"));
              attempts.put("read", () -> java.nio.file.Files.readString(
                  java.nio.file.Path.of("SECRET")));
              attempts.put("run java", () -> new ProcessBuilder("/jdk/bin/java").start());
              attempts.put("run sh", () -> new ProcessBuilder("/bin/sh").start());
              attempts.put("connect", () -> new java.net.Socket("127.0.0.1", PORT));
              attempts.put("listen", () -> new java.net.ServerSocket(0));
              attempts.put("unsafe", () -> Class.forName("sun.misc.Unsafe"));
              attempts.put("parent", () -> ProcessHandle.current().parent().orElseThrow());
              attempts.forEach((name, attempt) -> {
                try {
                  attempt.call();
                  System.out.println(name + " works");
                } catch (Throwable e) {
                  // As it should be.
                }
              });
              """
                  .replace("SECRET", secret.toString())
                  .replace("PORT", Integer.toString(socket.getLocalPort())),
              folder,
              "--sandbox=required");
      assertEquals(List.of(), printed);
    }
  }

  /** What a normal solution may use works as on any other rung. */
  @Test
  void randomNumbersThreadsAndTimeWorkInside() throws IOException {
    assumeSealed();
    List<String> printed =
        Probe.printedBy(
            """
            long start = System.nanoTime();
            System.out.println(new java.security.SecureRandom().nextInt() != 0);
            System.out.println(java.util.UUID.randomUUID().toString().length());
            System.out.println(java.util.stream.IntStream.range(0, 1000).parallel().sum());
            System.out.println(java.time.LocalDate.now().getYear() > 2000);
            System.out.println(String.format("%.2f", Math.sqrt(2)));
            System.out.println(System.nanoTime() - start < 4_000_000_000L);
            """,
            folder, "--sandbox=required");
    assertEquals(List.of("true", "36", "499500", "true", "1.41", "true"), printed);
  }

  @Test
  void theKernelConfirmsTheSealFromOutside() throws IOException, InterruptedException {
    assumeSealed();
    withSealedWorker(
        worker -> {
          Path process = Path.of("/proc", Long.toString(worker.pid()));
          List<String> status = Files.readAllLines(process.resolve("status"));
          assertAll(
              () -> assertEquals("PWD=/\0", Files.readString(process.resolve("environ"))),
              () -> assertFalse(Files.readString(process.resolve("cmdline")).contains("examples")),
              () -> assertTrue(status.contains("NoNewPrivs:\t1"), status::toString),
              () -> assertTrue(!HAS_FILTER || status.contains("Seccomp:\t2"), status::toString),
              () -> assertTrue(status.contains("CapEff:\t0000000000000000"), status::toString),
              () -> assertTrue(status.contains("CapBnd:\t0000000000000000"), status::toString),
              () ->
                  assertTrue(
                      status.stream().noneMatch(line -> line.matches("Uid:.*\\t0\\b.*")),
                      status::toString));
          for (String kind : List.of("user", "pid", "net", "ipc", "uts", "cgroup", "mnt")) {
            assertNotEquals(
                Files.readSymbolicLink(Path.of("/proc/self/ns", kind)),
                Files.readSymbolicLink(process.resolve("ns").resolve(kind)));
          }
          // bubblewrap itself, and what ran before it became bubblewrap.
          Path monitor = Path.of("/proc", Long.toString(worker.parent().orElseThrow().pid()));
          assertEquals("PWD=/\0", Files.readString(monitor.resolve("environ")));
          for (Path file : filesOpenedBy(process)) {
            assertTrue(
                file.toString().matches("(pipe:.*|/(jdk|worker|lib|submission).*|/dev/null)"),
                () -> "the worker has " + file + " open");
          }
          return true;
        });
  }

  /** Else whatever its user starts elsewhere would take the threads of a worker's share. */
  @Test
  @Tag("long")
  @Timeout(60)
  void theThreadsOfAnOrdinaryUsersWorkerAreCountedAlone() throws IOException, InterruptedException {
    assumeSealed();
    assumeTrue(isOpenToAll(Path.of(SAMPLE)), "other users cannot read " + SAMPLE);
    assumeTrue(
        !System.getProperty("os.version").matches("[0-4]\\..*|5\\.([0-9]|1[0-3])\\b.*"),
        "before Linux 5.14 threads are counted by user");
    openToAll(folder);
    withSealedWorker(
        IS_ROOT
            ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            : List.of(),
        worker -> {
          Path limits = Path.of("/proc", Long.toString(worker.pid()), "limits");
          // It is set when the worker has started, before the submission is there.
          while (Files.readAllLines(limits).stream()
              .noneMatch(line -> line.matches("Max processes +256 +256 .*"))) {
            assertTrue(worker.isAlive(), "the worker ended with another limit");
            LockSupport.parkNanos(1_000_000);
          }
          return true;
        });
  }

  private static List<Path> filesOpenedBy(Path process) throws IOException {
    List<Path> opened = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          opened.add(Files.readSymbolicLink(descriptor));
        } catch (NoSuchFileException e) {
          // Closed since they were listed, as what a JVM opens for a moment while it starts.
        }
      }
    }
    assertFalse(opened.isEmpty(), "nothing is open: the process has ended");
    return opened;
  }

  @Test
  @Tag("long")
  void theSealedWorkerEndsWithAGraderThatIsStopped() throws IOException, InterruptedException {
    assumeSealed();
    ProcessHandle worker =
        withSealedWorker(
            running -> {
              assertTrue(graderOf(running).destroy());
              return running;
            });
    worker.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  @Tag("long")
  void theSealedWorkerDiesWithAGraderThatIsKilled() throws IOException, InterruptedException {
    assumeSealed();
    ProcessHandle worker =
        withSealedWorker(
            running -> {
              graderOf(running).destroyForcibly();
              return running;
            });
    worker.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static ProcessHandle graderOf(ProcessHandle worker) {
    // The worker's parent is bubblewrap.
    return worker.parent().flatMap(ProcessHandle::parent).orElseThrow();
  }

  /** Something to do while a sealed worker is running a case that does not end. */
  private interface Meanwhile<T> {
    T run(ProcessHandle worker) throws IOException, InterruptedException;
  }

  private <T> T withSealedWorker(Meanwhile<T> meanwhile) throws IOException, InterruptedException {
    return withSealedWorker(List.of(), meanwhile);
  }

  private <T> T withSealedWorker(List<String> user, Meanwhile<T> meanwhile)
      throws IOException, InterruptedException {
    Path jar = Probe.jar("while (true) { Thread.onSpinWait(); }", folder, "endless");
    List<String> command = new ArrayList<>(user);
    command.add(GRADER.toString());
    command.addAll(List.of(Probe.arguments(jar, "--sandbox=required", "--timeout=60s")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("GRADER_SECRET", "canary");
    Process grader =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Optional<ProcessHandle> worker = workerOf(grader);
      while (worker.isEmpty()) {
        assertTrue(grader.isAlive(), "the grader ended");
        LockSupport.parkNanos(1_000_000);
        worker = workerOf(grader);
      }
      T result = meanwhile.run(worker.orElseThrow());
      if (result instanceof ProcessHandle) {
        assertNotEquals(0, grader.waitFor());
      }
      return result;
    } finally {
      grader.destroy();
      grader.waitFor();
    }
  }

  private static Optional<ProcessHandle> workerOf(Process grader) {
    return grader
        .descendants()
        .filter(each -> each.info().commandLine().orElse("").startsWith("/jdk/bin/java"))
        .findFirst();
  }

  // --- The ladder ---

  @Test
  void theReportNamesTheRung() {
    assumeSealed();
    Product.Run run = Product.run("--format", "json", SAMPLE);
    assertEquals("sealed", run.report().get("sandbox").getAsString());
    assertTrue(run.report().getAsJsonArray("sandboxNotes").size() > 0, run.out());
    assertTrue(Product.run(SAMPLE).out().contains("\nsandbox sealed, "));
  }

  @Test
  @Tag("long")
  void withoutBubblewrapRequiredRefusesAndSaysHowToGetIt() throws IOException {
    Product.Run run = runWithout("bwrap", "--sandbox=required");
    assertEquals(75, run.exitCode(), run.err());
    assertEquals("none", run.report().get("sandbox").getAsString());
    assertTrue(run.err().contains("bwrap is not on the PATH"), run.err());
    assertTrue(run.err().contains("apt-get install bubblewrap"), run.err());
  }

  @Test
  @Tag("long")
  void withoutBubblewrapAutoTakesALowerRungAndSaysWhy() throws IOException {
    Product.Run run = runWithout("bwrap");
    assertEquals(0, run.exitCode(), run.err());
    JsonObject report = run.report();
    assertEquals(lowerRung(), report.get("sandbox").getAsString());
    String notes = report.getAsJsonArray("sandboxNotes").toString();
    assertTrue(notes.contains("bwrap is not on the PATH"), notes);
  }

  private static String lowerRung() {
    return IS_ROOT ? "user" : "process";
  }

  /** Who cannot become another user either. */
  @Test
  @Tag("long")
  void withoutBubblewrapAnOrdinaryUserIsRefusedOrGetsAProcess() throws IOException {
    assumeTrue(IS_ROOT, "only root can become an ordinary user; the other tests are for those");
    assumeTrue(isOpenToAll(Path.of(SAMPLE)), "other users cannot read " + SAMPLE);
    openToAll(folder);
    Map<String, String> environment =
        Map.of(
            "PATH",
            programsWithout("bwrap").toString(),
            "JAVA_HOME",
            System.getProperty("java.home"));
    for (String choice : List.of("required", "auto")) {
      Product.Run run =
          Product.runCommand(
              List.of(
                  "setpriv",
                  "--reuid=65534",
                  "--regid=65534",
                  "--clear-groups",
                  GRADER.toString(),
                  "--sandbox=" + choice,
                  "--format=json",
                  SAMPLE),
              Files.createDirectory(folder.resolve(choice)),
              environment);
      boolean isRequired = choice.equals("required");
      assertEquals(isRequired ? 75 : 0, run.exitCode(), run.err());
      assertEquals(
          isRequired ? "none" : "process", run.report().get("sandbox").getAsString(), run.out());
      assertTrue((run.out() + run.err()).contains("bwrap is not on the PATH"), run.out());
    }
  }

  @Test
  @Tag("long")
  void aSandboxThatDoesNothingIsFoundOut() throws IOException {
    assumeSealed();
    openToAll(folder);
    Path root = rootOf(Product.INSTALLATION.resolve("archives"));
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path fake = programs.resolve("bwrap");
    Files.writeString(
        fake,
        """
        #!/bin/sh
        printf '{"child-pid": %s}\\n' $$ >&6
        while [ "$1" != /jdk/bin/java ]; do shift; done
        shift
        cd "ROOT" && exec jdk/bin/java "$@"
        """
            .replace("ROOT", root.toString()));
    openToAll(fake);
    for (String choice : List.of("auto", "required")) {
      Product.Run run =
          Product.run(
              GRADER,
              Map.of("PATH", programs + ":" + System.getenv("PATH")),
              "--sandbox=" + choice,
              "--format=json",
              SAMPLE);
      assertEquals(75, run.exitCode(), run.err());
      assertEquals("GRADER_ERROR", run.report().get("verdict").getAsString());
      assertTrue(
          run.err().contains("the sandbox does not keep what it promises: it sees itself as"),
          run.err());
    }
  }

  private static void openToAll(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path rootOf(Path archives) throws IOException {
    try (Stream<Path> files = Files.list(archives)) {
      String version = System.getProperty("java.runtime.version");
      return files
          .filter(file -> file.toString().endsWith("-root"))
          .filter(file -> file.getFileName().toString().startsWith(version.split("[+-]", -1)[0]))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void rootAndAnOrdinaryUserGetTheSameSeal() throws IOException {
    assumeSealed();
    assumeTrue(IS_ROOT, "only root can try both");
    assumeTrue(isOpenToAll(Path.of(SAMPLE)), "other users cannot read " + SAMPLE);
    Path output = Files.createDirectory(folder.resolve("open"));
    Product.Run run =
        Product.runCommand(
            List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                GRADER.toString(),
                "--sandbox=required",
                "--format=json",
                SAMPLE),
            output,
            Map.of("JAVA_HOME", System.getProperty("java.home")));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("sealed", run.report().get("sandbox").getAsString());
    Product.Run byRoot = Product.run("--sandbox=required", "--format=json", SAMPLE);
    assertEquals(0, byRoot.exitCode(), byRoot.err());
    assertTrue(
        byRoot.report().getAsJsonArray("sandboxNotes").toString().contains("started as root"),
        byRoot.out());
  }

  /** Whether a user who owns nothing can read it. */
  static boolean isOpenToAll(Path file) throws IOException {
    for (Path each = file; each != null; each = each.getParent()) {
      PosixFilePermission needed =
          each.equals(file) ? PosixFilePermission.OTHERS_READ : PosixFilePermission.OTHERS_EXECUTE;
      if (!Files.getPosixFilePermissions(each).contains(needed)) {
        return false;
      }
    }
    return true;
  }

  /** Runs the grader with a PATH on which this program is missing. */
  private Product.Run runWithout(String program, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--format", "json", SAMPLE));
    return Product.run(
        GRADER,
        Map.of("PATH", programsWithout(program).toString()),
        arguments.toArray(String[]::new));
  }

  private Path programsWithout(String program) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    for (String name : USED_PROGRAMS) {
      for (String directory : System.getenv("PATH").split(":", -1)) {
        Path file = Path.of(directory, name);
        Path link = programs.resolve(name);
        if (!name.equals(program) && Files.exists(file) && !Files.exists(link)) {
          Files.createSymbolicLink(link, file);
        }
      }
    }
    return programs;
  }
}
