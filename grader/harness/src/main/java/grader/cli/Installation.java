package grader.cli;

import grader.cases.PreparedCaseFile;
import grader.digest.Sha256;
import grader.host.ClassDataArchive;
import grader.host.SealedRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of the installed grader are: {@code worker/*.jar}, all that a worker may see,
 * {@code suites/*}, the cases that are run when none are named, and {@code policy/policy.txt}.
 *
 * @param home the installation's folder
 * @param workerArchive lets workers start faster
 * @param sealedRoot what a sealed worker sees
 * @param preparedCases the numbers of the installed suites
 */
record Installation(
    Path home,
    ClassDataArchive workerArchive,
    SealedRoot sealedRoot,
    PreparedCaseFile preparedCases) {
  /** Set by the launcher script. */
  private static final String HOME = "grader.home";

  private static final String WORKER_ARCHIVE = "grader.worker.archive";
  private static final String WORKER_ARCHIVE_USE = "grader.worker.archive.use";
  private static final String PREPARED_CASES = "grader.prepared";
  private static final String PREPARED_CASES_USE = "grader.prepared.use";
  private static final String SEALED_ROOT = "grader.worker.root";

  /** The installation that the launcher script names; null when it was not started by it. */
  static @Nullable Installation fromSystemProperties() {
    String home = System.getProperty(HOME);
    if (home == null) {
      return null;
    }
    String archive = System.getProperty(WORKER_ARCHIVE);
    return new Installation(
        Path.of(home),
        archive == null
            ? ClassDataArchive.NONE
            : new ClassDataArchive(Path.of(archive), archiveUse()),
        sealedRoot(Path.of(home)),
        preparedCases(Path.of(home)));
  }

  private static PreparedCaseFile preparedCases(Path home) {
    String file = System.getProperty(PREPARED_CASES);
    if (file == null) {
      return PreparedCaseFile.NONE;
    }
    PreparedCaseFile.Use use =
        PreparedCaseFile.Use.valueOf(
            System.getProperty(PREPARED_CASES_USE, PreparedCaseFile.Use.READ.name()));
    return new PreparedCaseFile(Path.of(file), build(home.resolve("lib")), use);
  }

  /** Tells one build from another as the JVM does for its archives: by times and sizes. */
  private static String build(Path lib) {
    StringBuilder build = new StringBuilder();
    for (File jar : sorted(lib.toFile().listFiles())) {
      build.append(jar.getName()).append(' ').append(jar.length()).append(' ');
      build.append(jar.lastModified()).append('\n');
    }
    return build.toString();
  }

  private static File[] sorted(File @Nullable [] files) {
    File[] sorted = files == null ? new File[0] : files;
    Arrays.sort(sorted);
    return sorted;
  }

  private static ClassDataArchive.Use archiveUse() {
    return ClassDataArchive.Use.valueOf(
        System.getProperty(WORKER_ARCHIVE_USE, ClassDataArchive.Use.START.name()));
  }

  private static SealedRoot sealedRoot(Path home) {
    Path filter = home.resolve("sandbox/seccomp-" + System.getProperty("os.arch") + ".bpf");
    return new SealedRoot(
        Path.of(System.getProperty(SEALED_ROOT, home.resolve("archives/no-root").toString())),
        Files.isReadable(filter) ? filter : null);
  }

  /**
   * Digest of the digests of the grader's jars, which the build wrote; null when it did not, as in
   * an edition that was put together otherwise.
   */
  @Nullable String digest() throws IOException {
    Path digests = home.resolve("digests.txt");
    return Files.isReadable(digests) ? Sha256.of(digests) : null;
  }

  List<Path> workerClassPath() throws IOException {
    return children(home.resolve("worker"));
  }

  /** All that a submission may use beside the JDK. */
  Path mathLibrary() throws IOException {
    for (Path jar : workerClassPath()) {
      if (jar.getFileName().toString().startsWith("commons-math3")) {
        return jar;
      }
    }
    return home.resolve("worker").resolve("commons-math3.jar");
  }

  /** What a submission may not use, unless another file is given. */
  Path policy() {
    return home.resolve("policy").resolve("policy.txt");
  }

  List<Path> suites() throws IOException {
    return children(home.resolve("suites"));
  }

  /** The suite that is graded by: the installed suites without the examples. */
  Path hiddenSuite() {
    return home.resolve("suites").resolve("hidden");
  }

  /** What known mistakes answer to the installed examples: in an edition without the reference. */
  Path recordedAlternatives() {
    return home.resolve("diagnosis").resolve("recorded-alternatives");
  }

  /** A folder for each platform that the grader can be packed for. */
  List<Path> integrations() throws IOException {
    return children(home.resolve("integrations"));
  }

  /** The compiled attacks of {@code grader doctor}. */
  Path attacks() {
    return home.resolve("doctor");
  }

  /** What holds the right answers, or leads to them. */
  List<Path> secrets() {
    List<Path> secrets = new ArrayList<>(List.of(home.resolve("suites"), home.resolve("lib")));
    Path archive = workerArchive.file();
    if (archive != null) {
      // The grader's own archive beside it has the reference's classes as lib has them.
      String name = archive.getFileName().toString();
      secrets.add(archive.resolveSibling(name.replace("-worker.", "-harness.")));
    }
    Path prepared = preparedCases.file();
    if (prepared != null) {
      secrets.add(prepared);
    }
    return secrets;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(entries.sorted().toList());
    }
  }
}
