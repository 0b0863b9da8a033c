package grader.evidence;

import grader.compiler.TemporaryFolder;
import grader.intake.IntakeResult;
import grader.intake.Rejection;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Makes jars of folders with the sources of submissions, as the template's build does. The jars are
 * gone when it is closed.
 */
public final class SubmissionCompiler implements AutoCloseable {
  /** The template's. */
  private static final String RELEASE = "17";

  private final List<Path> classPath;
  private final JavaCompiler compiler;
  private final TemporaryFolder folder;

  /**
   * A compiler with an empty folder for its jars.
   *
   * @param classPath all that a submission may use beside the JDK
   * @throws IOException when the Java that runs this has no compiler, or there is no room for jars
   */
  public SubmissionCompiler(List<Path> classPath) throws IOException {
    this.classPath = List.copyOf(classPath);
    JavaCompiler found = ToolProvider.getSystemJavaCompiler();
    if (found == null) {
      throw new IOException(
          "submissions have to be compiled, and the Java that runs this has no compiler: set"
              + " JAVA_HOME to a JDK");
    }
    this.compiler = found;
    this.folder = new TemporaryFolder("grader-submissions-");
  }

  /**
   * Compile every source of a folder and look at the jar as at one that was handed in.
   *
   * @param sources with {@code mlp/MLP.java}; files of other kinds are left alone
   * @throws UngradableSubmissionException when it does not compile, with what javac says, or when
   *     the jar is refused
   * @throws IOException when a file cannot be read or written
   */
  public Submission compile(Path sources) throws UngradableSubmissionException, IOException {
    List<Path> files = filesOf(sources, ".java");
    if (files.isEmpty()) {
      throw new UngradableSubmissionException(
          List.of("no source in " + sources + "; expected mlp/MLP.java"));
    }
    Path classes = Files.createTempDirectory(folder.path(), "classes-");
    compile(sources, files, classes);
    Path jar = classes.resolveSibling(classes.getFileName() + ".jar");
    pack(classes, jar);
    IntakeResult intake = new SubmissionReader(Runtime.version().feature()).read(jar);
    if (intake instanceof Rejection rejection) {
      throw new UngradableSubmissionException(rejection.reasons());
    }
    return (Submission) intake;
  }

  private void compile(Path sources, List<Path> files, Path classes)
      throws UngradableSubmissionException, IOException {
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "--release",
              RELEASE,
              "-encoding",
              "UTF-8",
              "-g",
              "-proc:none",
              "-d",
              classes.toString(),
              "-classpath",
              classPath.stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(File.pathSeparator)));
      boolean isCompiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!isCompiled) {
        throw new UngradableSubmissionException(
            List.of(sources + " does not compile:\n" + messages.toString().strip()));
      }
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path file : filesOf(classes, ".class")) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        entries.putNextEntry(new JarEntry(name));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  private static List<Path> filesOf(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Delete the jars. */
  @Override
  public void close() {
    folder.close();
  }
}
