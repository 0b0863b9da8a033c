package grader.tests;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Turns sources into submitted jars, as the template's build does. */
final class Submissions {
  private static final Path JARS = Product.CLONE.resolve("tests/target/submissions");

  private static final Path HOST = Product.CLONE.resolve("tests/submissions/hostile-nothing");
  private static final String NETWORK = "mlp/MLP.java";

  /** Where it is the JDK's own version, to say so takes as long as to compile a submission. */
  private static final List<String> FOR_JAVA_17 =
      Runtime.version().feature() == 17 ? List.of() : List.of("--release", "17");

  private Submissions() {}

  /** The jar of a folder under {@code tests/submissions}. */
  static Path jarOf(String fixture) {
    return compile(Product.CLONE.resolve("tests/submissions").resolve(fixture), JARS, fixture);
  }

  /** The jar of a single source file of the class {@code mlp.MLP}. */
  static Path jarOf(String source, Path folder, String name) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name));
    Path file = sources.resolve("mlp/MLP.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    return compile(sources, folder, name);
  }

  /** Compiles every source of a folder for Java 17 and packs the classes. */
  static Path compile(Path sources, Path folder, String name) {
    try {
      Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
        List<String> options = new ArrayList<>(FOR_JAVA_17);
        options.addAll(
            List.of(
                "-g",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                math(),
                "-sourcepath",
                sources + File.pathSeparator + HOST));
        boolean good =
            compiler
                .getTask(
                    messages,
                    files,
                    null,
                    options,
                    null,
                    files.getJavaFileObjectsFromPaths(sourcesOf(sources)))
                .call();
        if (!good) {
          throw new AssertionError(name + " does not compile:\n" + messages);
        }
      }
      Path jar = folder.resolve(name + ".jar");
      pack(classes, jar);
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder without a network of its own stands in that of the attacks, as they do. */
  private static List<Path> sourcesOf(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>(filesOf(folder, ".java"));
    if (!Files.exists(folder.resolve(NETWORK))) {
      sources.add(HOST.resolve(NETWORK));
    }
    return sources;
  }

  private static String math() throws IOException {
    return Product.jars("worker").stream()
        .map(Path::toString)
        .filter(jar -> jar.contains("commons-math3"))
        .findFirst()
        .orElseThrow();
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path file : filesOf(classes, ".class")) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
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
}
