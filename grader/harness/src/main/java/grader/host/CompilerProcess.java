package grader.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * javac in a JVM of its own: the source that it reads is hostile, and a constant that doubles with
 * every line takes all memory there is. Nothing of the source is run, since no annotation processor
 * is, and nothing of this machine but the JDK and the library is there to be named in it.
 */
public final class CompilerProcess {
  private static final int OUTPUT_BYTES = 64 << 10;

  /** Classes, compiled code and the JVM itself, beside the heap. */
  private static final int OTHER_MEBIBYTES = 256;

  private final Path library;
  private final int memoryMebibytes;
  private final Duration limit;

  /**
   * A compiler.
   *
   * @param library all that a source may use beside the JDK
   * @param memoryMebibytes its heap, in MiB
   * @param limit wall time
   */
  public CompilerProcess(Path library, int memoryMebibytes, Duration limit) {
    this.library = library.toAbsolutePath();
    this.memoryMebibytes = memoryMebibytes;
    this.limit = limit;
  }

  /** How the compiler ended. */
  public enum Ending {
    /** There are classes. */
    COMPILED,
    /** The source is no Java that it can compile; the output says why. */
    ERRORS,
    /** It needed more memory, or more of the stack, than it has. */
    RESOURCES_EXHAUSTED,
    /** It had to be stopped. */
    TIME_LIMIT_EXCEEDED,
    /** A flaw of the compiler's own. */
    CRASHED
  }

  /**
   * What the compiler did.
   *
   * @param output what it said, cut off at 64 KiB: untrusted
   */
  public record Result(Ending ending, String output) {}

  /**
   * Compile one source for the template's Java version.
   *
   * @param directory the compiler's own: with the source, and with the empty folders {@code
   *     nothing}, where other sources would be, and {@code classes}, where its classes go
   * @param source relative to the directory
   * @throws IOException when no process can be started: never the submission's fault
   */
  public Result compile(Path directory, Path source) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(directory, source));
    builder.environment().clear();
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    ProcessTree tree = new ProcessTree();
    Thread end = new Thread(process::destroyForcibly, "compiler clean-up");
    try (InputStream in = process.getInputStream()) {
      Runtime.getRuntime().addShutdownHook(end);
      process.getOutputStream().close();
      FutureTask<String> output = new FutureTask<>(() -> read(in));
      Thread reader = new Thread(output, "compiler output");
      reader.setDaemon(true);
      reader.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Result(Ending.TIME_LIMIT_EXCEEDED, "");
      }
      return new Result(ending(process.exitValue()), output.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the submission was compiled", e);
    } catch (ExecutionException e) {
      throw new IOException("what the compiler says cannot be read", e.getCause());
    } catch (IllegalStateException e) {
      throw new IOException("the grader is ending", e);
    } finally {
      kill(tree, process);
      forget(end);
    }
  }

  private static void kill(ProcessTree tree, Process process) {
    try {
      tree.kill(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // The grader is ending: the hook runs, and finds no process left.
    }
  }

  /** The exit codes of {@code com.sun.tools.javac.main.Main.Result}. */
  private static Ending ending(int exitCode) throws IOException {
    return switch (exitCode) {
      case 0 -> Ending.COMPILED;
      case 1 -> Ending.ERRORS;
      // The compiler's own code for it, and the JVM's with -XX:+ExitOnOutOfMemoryError.
      case 3 -> Ending.RESOURCES_EXHAUSTED;
      case 2 -> throw new IOException("the compiler does not take its options");
      default -> Ending.CRASHED;
    };
  }

  private static String read(InputStream in) throws IOException {
    byte[] beginning = in.readNBytes(OUTPUT_BYTES);
    // To the end: the compiler waits for as long as nobody reads.
    in.transferTo(OutputStream.nullOutputStream());
    return new String(beginning, StandardCharsets.UTF_8);
  }

  private List<String> command(Path directory, Path source) throws IOException {
    List<String> command = new ArrayList<>();
    try {
      String prlimit = ProgramPath.ofEnvironment().find("prlimit", "util-linux");
      command.addAll(ResourceLimits.command(prlimit, memoryMebibytes + OTHER_MEBIBYTES));
    } catch (SandboxUnavailableException e) {
      // The JVM's own limits hold everywhere.
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xlog:disable",
            "-Xmx" + memoryMebibytes + "m",
            "-XX:ActiveProcessorCount=1",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+ExitOnOutOfMemoryError",
            // The same words on every machine, and the source's own characters in them.
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dfile.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Djava.io.tmpdir=" + directory.resolve("nothing"),
            "-m",
            "jdk.compiler/com.sun.tools.javac.Main",
            "--release",
            "17",
            "-encoding",
            "UTF-8",
            "-g",
            "-nowarn",
            // A processor would be code of the submission's that runs here.
            "-proc:none",
            "-implicit:none",
            "-sourcepath",
            "nothing",
            "-classpath",
            library.toString(),
            "-d",
            "classes",
            source.toString()));
    return command;
  }
}
