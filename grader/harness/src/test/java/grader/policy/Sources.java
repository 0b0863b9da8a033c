package grader.policy;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.intake.ClassFile;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources to the classes of a submission, through memory and the real intake. */
final class Sources {
  private static final String NETWORK = "mlp/MLP.java";

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  // Shared, because it keeps the class path open between two compilations.
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  private Sources() {}

  /** The classes of a submission whose {@code forward} has this body. */
  static List<ClassFile> withBody(String body) {
    return compile(
        Map.of(
            "mlp/MLP.java",
            """
            package mlp;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            import org.apache.commons.math3.analysis.function.*;
            import org.apache.commons.math3.linear.*;
            public class MLP {
              Object forward(RealMatrix x) throws Exception {
                %s
              }
            }
            """
                .formatted(body)));
  }

  /**
   * The classes of a folder of sources.
   *
   * @param host where the graded class and what else is referred to are, when the folder does not
   *     have them
   */
  static List<ClassFile> ofFolder(Path folder, Path host) {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.put(folder.relativize(file).toString(), Files.readString(file));
      }
      if (!sources.containsKey(NETWORK)) {
        sources.put(NETWORK, Files.readString(host.resolve(NETWORK)));
      }
      // What intake refuses is not looked at: classes in packages of others.
      sources.keySet().removeIf(name -> !name.startsWith("mlp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compile(sources, host.toString());
  }

  /** Sources by the names of their files; one of them is the graded class. */
  static List<ClassFile> compile(Map<String, String> sources) {
    return compile(sources, "");
  }

  private static List<ClassFile> compile(Map<String, String> sources, String sourcePath) {
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    Map<String, byte[]> classes = new TreeMap<>();
    StringWriter messages = new StringWriter();
    boolean good =
        COMPILER
            .getTask(messages, new InMemory(classes), null, options(sourcePath), null, units)
            .call();
    assertTrue(good, messages::toString);
    return read(classes);
  }

  /** What javac emits for Java 17: it says so itself where it is of another version. */
  private static List<String> options(String sourcePath) {
    List<String> options = new ArrayList<>(List.of("-g", "-proc:none", "-sourcepath", sourcePath));
    // To be told its own version takes javac as long as to compile a submission.
    if (Runtime.version().feature() != 17) {
      options.addAll(List.of("--release", "17"));
    }
    return options;
  }

  /** What intake makes of class files. */
  static List<ClassFile> read(Map<String, byte[]> classes) {
    try {
      Path jar = Files.createTempFile("classes", ".jar");
      try (OutputStream out = Files.newOutputStream(jar);
          ZipOutputStream entries = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
          entries.putNextEntry(new ZipEntry(each.getKey() + ".class"));
          entries.write(each.getValue());
        }
      }
      try {
        return assertInstanceOf(
                Submission.class, new SubmissionReader(Runtime.version().feature()).read(jar))
            .classes();
      } finally {
        Files.delete(jar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    InMemory(Map<String, byte[]> classes) {
      super(FILES);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String name = className.replace('.', '/');
      return new SimpleJavaFileObject(URI.create("string:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(name, toByteArray());
            }
          };
        }
      };
    }
  }
}
