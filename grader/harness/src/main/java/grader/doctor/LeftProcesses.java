package grader.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds what lives on after a run: every process whose command line names the run. */
final class LeftProcesses {
  /** The kernel may still be busy ending what was killed. */
  private static final long DEATH_SECONDS = 5;

  private LeftProcesses() {}

  /** Those that do not end, in words. They are killed when they can be. */
  static List<String> of(String token) {
    List<String> left = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      String commandLine = commandLine(process);
      if (commandLine.contains(token) && !ends(process)) {
        left.add("a process lives on: " + commandLine.replace('\0', ' ').strip());
        process.destroyForcibly();
      }
    }
    return left;
  }

  private static boolean ends(ProcessHandle process) {
    try {
      process.onExit().get(DEATH_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      // Java cuts long ones off, and says nothing of other users' processes.
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process.pid(), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Gone, or a system without /proc.
      return process.info().commandLine().orElse("");
    }
  }
}
