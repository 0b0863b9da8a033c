package grader.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the grader, in a process of its own and by the same Java with the same options as this
 * one: what is attacked is what users run.
 *
 * @param ended whether it ended by itself
 * @param exitCode as the operating system tells it
 * @param out standard output
 * @param err standard error
 */
record GraderRun(boolean ended, int exitCode, String out, String err) {
  private static final String MAIN = "grader.cli.GraderMain";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

  /**
   * Run it.
   *
   * @param output a folder for its output while it runs
   * @param temporary its temporary folder
   * @param environment on top of this process's own
   * @param arguments as they would be typed
   */
  static GraderRun of(
      Path output, Path temporary, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dgrader.terminal=false");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(arguments);
    // Files, because a process that is left behind may hold a pipe open for ever.
    File out = Files.createTempFile(output, "run-", ".out").toFile();
    File err = Files.createTempFile(output, "run-", ".err").toFile();
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = await(process);
      return new GraderRun(ended, process.exitValue(), read(out), read(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(out.toPath());
      Files.deleteIfExists(err.toPath());
    }
  }

  /** Whether it ended by itself; it has ended in any case. */
  private static boolean await(Process process) throws InterruptedException {
    try {
      if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      // Asked to end, a grader ends its worker first.
      process.destroy();
      if (!process.waitFor(TIME_TO_END.toSeconds(), TimeUnit.SECONDS)) {
        kill(process);
      }
      throw e;
    }
    kill(process);
    return false;
  }

  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private static String read(File file) throws IOException {
    try (InputStream in = Files.newInputStream(file.toPath())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All that it said. */
  String said() {
    return out + err;
  }
}
