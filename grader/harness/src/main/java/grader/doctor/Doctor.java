package grader.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tries every attack of the installation, as many at a time as there are processors. */
public final class Doctor {
  private Doctor() {}

  /**
   * Try them.
   *
   * @param corpus the installation's attacks
   * @param names of those to try; empty for all
   * @param sandbox the value of the grader's option of that name
   * @throws IOException when a folder or a process cannot be had
   */
  public static Diagnosis examine(Path corpus, List<String> names, String sandbox)
      throws IOException {
    List<Attack> attacks = Attack.readAll(corpus);
    Path folder = Files.createTempDirectory("grader-doctor-");
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // A worker that runs as another user has its own folder below.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      }
      Control control = Control.of(named(Control.NAME, attacks), folder, sandbox);
      Trial trial = new Trial(control.rung(), folder, sandbox);
      List<Callable<Finding>> trials = new ArrayList<>();
      for (Attack attack : names.isEmpty() ? attacks : named(names, attacks)) {
        trials.add(() -> trial.of(attack));
      }
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> finding : pool.invokeAll(trials)) {
        findings.add(finding.get());
      }
      return new Diagnosis(control.rung(), control.notes(), findings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
      Folders.delete(folder);
    }
  }

  private static List<Attack> named(List<String> names, List<Attack> attacks) {
    return names.stream().map(name -> named(name, attacks)).toList();
  }

  private static Attack named(String name, List<Attack> attacks) {
    return attacks.stream()
        .filter(attack -> attack.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no attack " + name));
  }

  /** The names of the installation's attacks. */
  public static List<String> attacks(Path corpus) throws IOException {
    return Attack.readAll(corpus).stream().map(Attack::name).toList();
  }
}
