package grader.compiler;

import grader.digest.Sha256;
import grader.host.CompilerProcess;
import grader.intake.IntakeResult;
import grader.intake.Rejection;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a submission that is one source file, the counterpart of the homework's {@code mlp.py}. It
 * is compiled as {@code mlp/MLP.java}, whatever the file is called; what comes out is looked at as
 * a jar that was handed in is.
 */
public final class SourceReader {
  private static final String ENDING = ".java";
  private static final Path SOURCE = Path.of("mlp", "MLP.java");
  private static final String CONTRACT = "mlp/MLP.class";

  /** Twenty times a long solution. */
  private static final int MAX_BYTES = 512 << 10;

  private static final int MEMORY_MEBIBYTES = 256;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
  private static final int TOO_MANY_CLASSES = 1000;

  private final Path library;
  private final CompilerProcess compiler;

  /**
   * A reader.
   *
   * @param library all that a source may use beside the JDK: the jar of commons-math3
   */
  public SourceReader(Path library) {
    this.library = library;
    this.compiler = new CompilerProcess(library, MEMORY_MEBIBYTES, TIME_LIMIT);
  }

  /** Whether a file is taken for a source, by its name. */
  public static boolean reads(Path file) {
    return file.toString().endsWith(ENDING);
  }

  /**
   * Look at a source and compile it. It is read once.
   *
   * @return a submission with the digest of the source; or why it has none, the compiler's messages
   *     in lines of their own
   * @throws IOException when the compiler cannot be run: never the submission's fault
   */
  public IntakeResult read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Rejection.because("no such file; in the template it is src/main/java/mlp/MLP.java");
    }
    if (!Files.isRegularFile(file)) {
      return Rejection.because("is no regular file; give MLP.java, or the jar made of it");
    }
    byte[] source;
    try (InputStream in = Files.newInputStream(file)) {
      source = in.readNBytes(MAX_BYTES + 1);
    } catch (AccessDeniedException e) {
      return Rejection.because("cannot be read: permission denied");
    }
    String problem = problem(source);
    if (problem != null) {
      return Rejection.because(problem);
    }
    requireCompiler();
    try (TemporaryFolder folder = new TemporaryFolder("grader-compiler-")) {
      return compile(file, source, folder.path());
    }
  }

  private static @Nullable String problem(byte[] source) {
    if (source.length == 0) {
      return "is empty";
    }
    if (source.length > MAX_BYTES) {
      return "is larger than %s KiB, which no solution is".formatted(MAX_BYTES >> 10);
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source));
    } catch (CharacterCodingException e) {
      return "is not encoded in UTF-8; save it in that encoding";
    }
    return null;
  }

  private void requireCompiler() throws IOException {
    if (ModuleFinder.ofSystem().find("jdk.compiler").isEmpty()) {
      throw new IOException(
          "a source has to be compiled, and the Java in "
              + System.getProperty("java.home")
              + " has no compiler: set JAVA_HOME to a JDK, or give the jar");
    }
    if (!Files.isReadable(library)) {
      throw new IOException("a source is compiled with commons-math3, and there is no " + library);
    }
  }

  private IntakeResult compile(Path file, byte[] source, Path folder) throws IOException {
    Path copy = folder.resolve(SOURCE);
    Files.createDirectory(folder.resolve("mlp"));
    Files.write(copy, source);
    Files.createDirectory(folder.resolve("nothing"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    CompilerProcess.Result result = compiler.compile(folder, SOURCE);
    return switch (result.ending()) {
      case COMPILED -> submission(source, classes);
      case ERRORS ->
          Rejection.because("does not compile; javac says:\n" + messages(result.output(), file));
      case RESOURCES_EXHAUSTED ->
          Rejection.because(
              "cannot be compiled within %s MiB; look for expressions or blocks nested very deeply,"
                      .formatted(MEMORY_MEBIBYTES)
                  + " and for very long constants");
      case TIME_LIMIT_EXCEEDED ->
          Rejection.because(
              "cannot be compiled within %s seconds; look for types or blocks nested very deeply"
                  .formatted(TIME_LIMIT.toSeconds()));
      case CRASHED ->
          Rejection.because(
              "makes the compiler itself fail; write what is unusual in it in a plainer way");
    };
  }

  /** As the compiler shows them, with the name that the author knows the file by. */
  private static String messages(String output, Path file) {
    String compiled = SOURCE.toString();
    StringBuilder messages = new StringBuilder();
    output
        .lines()
        .map(
            line ->
                line.startsWith(compiled + ":") ? file + line.substring(compiled.length()) : line)
        .forEach(line -> messages.append(line).append('\n'));
    if (output.contains("should be declared in a file named")) {
      messages.append("The public class has to be MLP, in 'package mlp;'.\n");
    }
    return messages.toString().stripTrailing();
  }

  private static IntakeResult submission(byte[] source, Path classes) throws IOException {
    List<Path> files = classFiles(classes);
    if (files.size() > TOO_MANY_CLASSES) {
      return Rejection.because(
          "declares %s classes; at most %s are read".formatted(files.size(), TOO_MANY_CLASSES));
    }
    if (!Files.exists(classes.resolve(CONTRACT))) {
      return Rejection.because(
          "declares no class mlp.MLP"
              + whatIsInstead(classes, files)
              + "; it must begin with 'package mlp;' and declare 'public class MLP'");
    }
    Path jar = classes.resolveSibling("submission.jar");
    pack(classes, files, jar);
    IntakeResult intake = new SubmissionReader(Runtime.version().feature()).read(jar);
    // The digest of what was handed in: the jar is another one with every JDK.
    return intake instanceof Submission submission
        ? new Submission(Sha256.of(source), submission.classes(), submission.notes())
        : intake;
  }

  private static String whatIsInstead(Path classes, List<Path> files) {
    if (files.isEmpty()) {
      return "";
    }
    String name = name(classes, files.get(0));
    return ", but " + name.substring(0, name.length() - ".class".length()).replace('/', '.');
  }

  private static void pack(Path classes, List<Path> files, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (Path file : files) {
        entries.putNextEntry(new ZipEntry(name(classes, file)));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  private static String name(Path classes, Path file) {
    return classes.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private static List<Path> classFiles(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
