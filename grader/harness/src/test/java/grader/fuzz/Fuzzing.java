package grader.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Feeds mutated inputs to a reader and holds it to its promise: it accepts or rejects, throws
 * nothing else, takes no longer and no more memory than it may.
 *
 * <p>An input is made of its number alone, so that a failure names all that is needed to see it
 * again: {@code -Dfuzz.first=NUMBER}. What failed once is kept in {@code
 * src/test/resources/grader/fuzz} and is tried first. {@code -Dfuzz.rounds=N}, as the Maven profile
 * {@code fuzz} sets it, tries N times as many.
 */
public final class Fuzzing {
  private static final long FIRST = Long.getLong("fuzz.first", 0);
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 1);

  private static final Path KEPT = Path.of("src", "test", "resources", "grader", "fuzz");
  private static final Path FAILED = Path.of("target", "fuzz");

  /** Milliseconds, were the machine idle; and it seldom is. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzzing() {}

  /** Makes an input. */
  public interface Mutator {
    /** The input of these random numbers, the same ones for the same numbers. */
    byte[] make(SplittableRandom random);
  }

  /** What is fuzzed. */
  public interface Reader {
    /**
     * Read an input.
     *
     * @return whether it was accepted
     * @throws Exception which is a failure, as every error is
     */
    boolean accepts(byte[] input) throws Exception;
  }

  /**
   * Try the kept inputs and then new ones.
   *
   * @param name of the folder of kept inputs
   * @param inputs in one round
   * @param bytes that reading one input may allocate
   */
  public static void run(String name, int inputs, long bytes, Mutator mutator, Reader reader) {
    for (Path file : kept(name)) {
      examine(file.toString(), name, readAll(file), bytes, reader);
    }
    int accepted = 0;
    int total = inputs * ROUNDS;
    for (long number = FIRST; number < FIRST + total; number++) {
      byte[] input = mutator.make(new SplittableRandom(number));
      accepted += examine("-Dfuzz.first=" + number, name, input, bytes, reader) ? 1 : 0;
    }
    // Otherwise only one half of the reader is tried.
    int tried = accepted;
    assertTrue(
        inputs < 1000 || (tried >= total / 50 && tried <= total * 49 / 50),
        () -> tried + " of " + total + " inputs were accepted: too few, or too many");
  }

  private static boolean examine(
      String origin, String name, byte[] input, long bytes, Reader reader) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    try {
      boolean accepted = reader.accepts(input);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      long taken = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      assertTrue(time.compareTo(LONGEST) < 0, () -> "it takes " + time.toMillis() + " ms");
      assertTrue(taken <= bytes, () -> "it allocates " + taken + " bytes");
      return accepted;
    } catch (Exception | Error e) {
      throw new AssertionError(
          "%s: %s; the input is in %s".formatted(name, origin, keep(name, input)), e);
    }
  }

  private static List<Path> kept(String name) {
    Path folder = KEPT.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] readAll(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path keep(String name, byte[] input) {
    try {
      return Files.write(Files.createDirectories(FAILED).resolve(name), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
