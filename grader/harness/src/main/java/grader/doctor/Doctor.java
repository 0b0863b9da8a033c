package grader.doctor;

import grader.policy.InvalidPolicyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Tries every attack of the installation, as many at a time as there are processors. */
public final class Doctor {
  /** A run that is interrupted ends its worker first. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(20);

  private Doctor() {}

  /**
   * Try them.
   *
   * @param corpus the installation's attacks
   * @param names of those to try; empty for all
   * @param sandbox the value of the grader's option of that name
   * @param policy the installation's policy file
   * @throws InvalidPolicyException when the policy cannot be used
   * @throws IOException when a folder or a process cannot be had
   */
  public static Diagnosis examine(Path corpus, List<String> names, String sandbox, Path policy)
      throws InvalidPolicyException, IOException {
    List<Attack> attacks = Attack.readAll(corpus);
    PolicyTrial policyTrial = new PolicyTrial(policy);
    Path folder = Files.createTempDirectory("grader-doctor-");
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    Thread cleanUp = new Thread(() -> end(pool, folder), "doctor clean-up");
    try {
      Runtime.getRuntime().addShutdownHook(cleanUp);
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // A worker that runs as another user has its own folder below.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      }
      Attack nothing = named(Control.NAME, attacks);
      Control control = pool.submit(() -> Control.of(nothing, folder, sandbox)).get();
      Trial trial = new Trial(control.rung(), folder, sandbox, policyTrial);
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
      throw new AssertionError(e.getCause());
    } catch (IllegalStateException e) {
      throw new IOException("the doctor is ending", e);
    } finally {
      end(pool, folder);
      forget(cleanUp);
    }
  }

  /** Of a doctor that is interrupted too: it leaves no run of the grader and no folder behind. */
  private static void end(ExecutorService pool, Path folder) {
    pool.shutdownNow();
    try {
      if (pool.awaitTermination(TIME_TO_END.toSeconds(), TimeUnit.SECONDS)) {
        Folders.delete(folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void forget(Thread cleanUp) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      // The doctor is ending: the hook runs, and finds nothing left to do.
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
