package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rung {@code user}: what root's files and processes are to a submission there. */
@Timeout(120)
class UserRungTest {
  private static final boolean IS_ROOT =
      "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/proc/self/status"));
  private static final String SAMPLE =
      Product.INSTALLATION.resolve("samples/correct-sample.jar").toString();

  @TempDir private Path folder;

  @BeforeAll
  static void look() {
    if (!IS_ROOT) {
      System.out.println("only root on Linux can start a worker as another user");
    }
  }

  @Test
  void theGradersProcessMemoryFilesAndLifeAreOutOfReach() throws IOException {
    assumeTrue(IS_ROOT, "only root can start a worker as another user");
    Path secret = Files.writeString(folder.resolve("secret"), "canary");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    List<String> printed =
        Probe.printedBy(
            """
            ProcessHandle grader = ProcessHandle.current().parent().orElseThrow();
            System.out.println(System.getenv());
            System.out.println(new java.io.File("").getAbsoluteFile().canWrite());
            try {
              String status = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/status"));
              System.out.println(status.contains("NoNewPrivs:\\t1"));
              System.out.println(status.matches("(?s).*\\nUid:\\t(\\\\d+)\\t\\\\1\\t\\\\1\\t\\\\1\\n.*")
                  && !status.contains("Uid:\\t0"));
              System.out.println(status.matches("(?s).*\\nGroups:\\\\s*\\n.*"));
              System.out.println(status.contains("CapEff:\\t0000000000000000"));
            } catch (java.io.IOException e) {
              System.out.println(e);
            }
            for (String file : new String[] {"environ", "mem", "fd", "maps", "cwd"}) {
              java.nio.file.Path path = java.nio.file.Path.of("/proc", grader.pid() + "", file);
              try {
                if (file.equals("fd")) {
                  java.nio.file.Files.list(path).close();
                } else if (file.equals("cwd")) {
                  java.nio.file.Files.readSymbolicLink(path);
                } else {
                  java.nio.file.Files.newInputStream(path).read();
                }
                System.out.println("the grader's " + file);
              } catch (java.io.IOException e) {
                // As it should be.
              }
            }
            try {
              System.out.println(java.nio.file.Files.readString(java.nio.file.Path.of("SECRET")));
            } catch (java.io.IOException e) {
              // As it should be.
            }
            System.out.println("killed " + grader.destroyForcibly());
            """
                .replace("SECRET", secret.toString()),
            folder,
            "--sandbox=user");
    assertEquals(List.of("{}", "true", "true", "true", "true", "true", "killed false"), printed);
  }

  @Test
  void whatCutsItselfLooseIsEndedToo() throws IOException {
    assumeTrue(IS_ROOT, "only root can start a worker as another user");
    // Two forks and a session of its own: no descendant of the worker any more.
    String loose = "6" + ProcessHandle.current().pid() + ".25";
    List<String> printed =
        Probe.printedBy(
            """
            try {
              Process shell = new ProcessBuilder(
                  "/bin/sh", "-c", "setsid sh -c 'sleep SECONDS & sleep SECONDS' & echo started")
                  .start();
              System.out.println(shell.inputReader().readLine());
              shell.waitFor();
            } catch (java.io.IOException | InterruptedException e) {
              System.out.println(e);
            }
            """
                .replace("SECONDS", loose),
            folder,
            "--sandbox=user");
    assertEquals(List.of("started"), printed);
    assertEquals(
        List.of(),
        ProcessHandle.allProcesses()
            .flatMap(process -> process.info().commandLine().stream())
            .filter(command -> command.contains(loose))
            .toList());
  }

  @Test
  void theReportSaysWhatEveryUserCanRead() throws IOException {
    assumeTrue(IS_ROOT, "only root can start a worker as another user");
    Path cases = Files.copy(Path.of(Probe.ONE_CASE), folder.resolve("cases.json"));
    Product.Run closed =
        Product.run("--sandbox=user", "--format=json", "--tests", cases.toString(), SAMPLE);
    assertEquals("user", closed.report().get("sandbox").getAsString());
    // The test's own folder is closed to others.
    assertFalse(closed.report().getAsJsonArray("sandboxNotes").toString().contains("cases.json"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(cases, PosixFilePermissions.fromString("rw-r--r--"));
    Product.Run open =
        Product.run("--sandbox=user", "--format=json", "--tests", cases.toString(), SAMPLE);
    String notes = open.report().getAsJsonArray("sandboxNotes").toString();
    assertTrue(notes.contains("chmod -R go= ") && notes.contains("cases.json"), notes);
    if (SealTest.isOpenToAll(Path.of(SAMPLE))) {
      // The grader's archive holds the reference's classes.
      assertTrue(notes.contains("-harness."), notes);
    }
  }

  @Test
  void onlyRootCanTakeIt() throws IOException {
    Product.Run run;
    if (IS_ROOT) {
      assumeTrue(SealTest.isOpenToAll(Path.of(SAMPLE)), () -> "other users cannot read " + SAMPLE);
      run =
          Product.runCommand(
              List.of(
                  "setpriv",
                  "--reuid=65534",
                  "--regid=65534",
                  "--clear-groups",
                  Product.INSTALLATION.resolve("bin/grader").toString(),
                  "--sandbox=user",
                  SAMPLE),
              Path.of("/"),
              Map.of("JAVA_HOME", System.getProperty("java.home")));
    } else {
      run = Product.run("--sandbox=user", SAMPLE);
    }
    assertEquals(75, run.exitCode(), run.err());
    assertTrue(run.err().contains("only root can start a worker as another user"), run.err());
  }
}
