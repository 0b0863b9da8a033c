package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside student code: the worker, commons-math3 and the JDK, and nothing else. */
class IsolationTest {
  @TempDir private Path folder;

  @Test
  void theWorkersClassPathIsTheWorkerAndCommonsMath() throws IOException {
    List<Path> jars = Product.jars("worker");
    assertEquals(2, jars.size(), jars::toString);
    for (Path jar : jars) {
      for (String entry : ClassFiles.entriesOf(jar)) {
        assertTrue(
            entry.endsWith("/")
                || entry.startsWith("META-INF/")
                || entry.startsWith("grader/protocol/")
                || entry.startsWith("grader/worker/")
                || entry.startsWith("org/apache/commons/math3/")
                || entry.startsWith("assets/org/apache/commons/math3/"),
            () -> jar + " holds " + entry);
      }
    }
  }

  @Test
  void studentCodeFindsNoReferenceNoJUnitNoGsonAndNoCaseFile() throws IOException {
    JsonObject report =
        probe(
            """
        StringBuilder found = new StringBuilder();
        for (String name : new String[] {
            "grader.reference.ReferenceOracle", "grader.reference.MLP", "grader.oracle.Oracle",
            "grader.cases.CaseReader", "grader.engine.GraderTestEngine", "grader.cli.GraderMain",
            "com.google.gson.Gson", "org.junit.platform.engine.TestEngine",
            "org.junit.jupiter.api.Test", "picocli.CommandLine"}) {
          try {
            Class.forName(name);
            found.append(name).append(' ');
          } catch (ClassNotFoundException e) {
            // As it should be.
          }
        }
        for (String name : new String[] {"suites/hidden/1-forward.json", "1-forward.json"}) {
          if (MLP.class.getClassLoader().getResource(name) != null
              || ClassLoader.getSystemResource(name) != null) {
            found.append(name).append(' ');
          }
        }
        String classPath = System.getProperty("java.class.path");
        for (String part : new String[] {"reference", "harness", "gson", "junit", "suites", "lib"}) {
          if (classPath.substring(classPath.lastIndexOf("/target/grader/")).contains(part)) {
            found.append(part).append(' ');
          }
        }
        throw new IllegalStateException("found: [" + found.toString().trim() + "]");
        """);
    assertEquals(
        "forward threw IllegalStateException: found: []",
        firstMessage(report).replaceFirst(" at mlp.*", ""));
  }

  @Test
  void theEnvironmentIsEmptyAndTheFolderIsTheWorkersOwn() throws IOException {
    JsonObject report =
        probe(
            """
        java.io.File here = new java.io.File("").getAbsoluteFile();
        throw new IllegalStateException("secret " + System.getenv("GRADER_SECRET")
            + ", home " + System.getenv("HOME") + ", files " + here.list().length
            + ", temporary " + here.equals(new java.io.File(System.getProperty("java.io.tmpdir"))));
        """);
    assertEquals(
        "forward threw IllegalStateException: secret null, home null, files 0, temporary true",
        firstMessage(report).replaceFirst(" at mlp.*", ""));
  }

  @Test
  void noWorkerAndNoFolderIsLeftBehind() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path jar = Submissions.jarOf("correct-sample");
    for (String choice : List.of("process", "auto")) {
      Product.Run run =
          Product.run(
              Product.INSTALLATION.resolve("bin/grader"),
              Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
              "--sandbox=" + choice,
              jar.toString());
      assertEquals(0, run.exitCode(), run.err());
      try (Stream<Path> left = Files.list(temporary)) {
        assertEquals(List.of(), left.toList());
      }
    }
    assertTrue(
        ProcessHandle.allProcesses()
            .filter(IsolationTest::isWorker)
            .noneMatch(worker -> commandLine(worker).contains(temporary.toString())));
  }

  @Test
  void anInterruptLeavesNothingBehind() throws IOException, InterruptedException {
    Path setsid = Path.of("/usr/bin/setsid");
    assumeTrue(Files.exists(setsid), "no process group of its own: /usr/bin/setsid is missing");
    Path temporary = Files.createDirectory(folder.resolve("interrupted"));
    Path jar =
        Probe.jar(
            """
            try {
              new java.io.File("running").createNewFile();
            } catch (java.io.IOException e) {
              throw new IllegalStateException(e);
            }
            while (true) {
              Thread.onSpinWait();
            }
            """,
            folder,
            "endless");
    ProcessBuilder builder =
        new ProcessBuilder(
            setsid.toString(),
            Product.INSTALLATION.resolve("bin/grader").toString(),
            "--policy-mode",
            "off",
            "--sandbox=process",
            "--tests",
            Product.CLONE.resolve("tests/examples").toString(),
            jar.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    Process grader =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (grader.isAlive() && !exists(temporary, "running")) {
      LockSupport.parkNanos(1_000_000);
    }
    // As a terminal does: to the grader and to its worker.
    Process kill =
        new ProcessBuilder("/bin/kill", "-INT", "--", "-" + grader.pid()).inheritIO().start();
    assertEquals(0, kill.waitFor());
    assertEquals(130, grader.waitFor());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
    assertTrue(
        ProcessHandle.allProcesses()
            .filter(IsolationTest::isWorker)
            .noneMatch(worker -> commandLine(worker).contains(temporary.toString())));
  }

  private static boolean exists(Path folder, String name) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.anyMatch(path -> path.endsWith(name));
    } catch (IOException | UncheckedIOException e) {
      // Something went while we looked.
      return false;
    }
  }

  private static boolean isWorker(ProcessHandle process) {
    return commandLine(process).contains("WorkerMain");
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  /** Grades a submission whose forward is this code, on the rung that shuts off the least. */
  private JsonObject probe(String body) throws IOException {
    Product.Run run =
        Product.run(
            Product.INSTALLATION.resolve("bin/grader"),
            Map.of("GRADER_SECRET", "canary"),
            Probe.arguments(Probe.jar(body, folder, "probe"), "--sandbox=process"));
    assertEquals(1, run.exitCode(), run.err());
    return run.report();
  }

  private static String firstMessage(JsonObject report) {
    return Probe.messageOf(report.getAsJsonArray("cases").get(0).getAsJsonObject());
  }
}
