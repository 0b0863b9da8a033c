import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles every folder {@code tests/submissions/hostile-*} into a jar of its classes, as the build
 * of a student does, and puts its {@code expected.json} beside it, under the attack's name. What is
 * odd about a jar is added when it is tried: no zip bomb lies about in an installation.
 *
 * <p>Run by the build: {@code java CompileCorpus.java SUBMISSIONS TARGET COMMONS_MATH_JAR}. A jar
 * that is newer than all it is made from is kept.
 */
final class CompileCorpus {
  /** The network, and what attacks share; a class of it is taken when the attack names it. */
  private static final String HOST = "hostile-nothing";

  private static final String HOSTILE = "hostile-";

  /**
   * No attacks: what stands in the worker that is searched for answers, and what takes a long
   * diagnosis, with which the class-data archive is recorded.
   */
  private static final Set<String> OTHERS =
      Set.of("wrong-zeros-everywhere", "wrong-in-every-method");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Path submissions;
  private final Path target;
  private final Path math;
  private final FileTime hostChanged;

  private CompileCorpus(Path submissions, Path target, Path math) throws IOException {
    this.submissions = submissions;
    this.target = target;
    this.math = math;
    this.hostChanged = lastChange(submissions.resolve(HOST));
  }

  public static void main(String[] arguments) throws IOException {
    Path submissions = Path.of(arguments[0]);
    Path target = Files.createDirectories(Path.of(arguments[1]));
    new CompileCorpus(submissions, target, Path.of(arguments[2])).compileAll();
  }

  private void compileAll() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(submissions)) {
      folders =
          all.filter(folder -> name(folder).startsWith(HOSTILE) || OTHERS.contains(name(folder)))
              .sorted()
              .toList();
    }
    List<String> wanted = new ArrayList<>();
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(math));
      for (Path folder : folders) {
        boolean isAttack = name(folder).startsWith(HOSTILE);
        String attack = isAttack ? name(folder).substring(HOSTILE.length()) : name(folder);
        wanted.add(attack + ".jar");
        if (isAttack) {
          wanted.add(attack + ".json");
        }
        Path jar = target.resolve(attack + ".jar");
        Path json = target.resolve(attack + ".json");
        if (!Files.exists(jar) || !isNewerThanItsSources(jar, folder)) {
          pack(compile(folder, files), jar);
          if (isAttack) {
            Files.deleteIfExists(json);
            Files.copy(folder.resolve("expected.json"), json);
          }
        }
      }
    }
    try (Stream<Path> all = Files.list(target)) {
      for (Path stale : all.filter(file -> !wanted.contains(name(file))).toList()) {
        Files.delete(stale);
      }
    }
  }

  private boolean isNewerThanItsSources(Path jar, Path folder) throws IOException {
    FileTime made = Files.getLastModifiedTime(jar);
    return made.compareTo(hostChanged) > 0 && made.compareTo(lastChange(folder)) > 0;
  }

  private static FileTime lastChange(Path folder) throws IOException {
    FileTime last = FileTime.fromMillis(0);
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        last = time.compareTo(last) > 0 ? time : last;
      }
    }
    return last;
  }

  private Map<String, byte[]> compile(Path folder, StandardJavaFileManager files) throws IOException {
    List<Path> sources;
    try (Stream<Path> tree = Files.walk(folder)) {
      sources = new ArrayList<>(tree.filter(file -> name(file).endsWith(".java")).sorted().toList());
    }
    if (!Files.exists(folder.resolve("mlp/MLP.java"))) {
      sources.add(submissions.resolve(HOST).resolve("mlp/MLP.java"));
    }
    files.setLocationFromPaths(
        StandardLocation.SOURCE_PATH, List.of(folder, submissions.resolve(HOST)));
    InMemory classes = new InMemory(files);
    StringWriter messages = new StringWriter();
    List<String> options = List.of("--release", "17", "-g", "-proc:none", "-nowarn", "-Xlint:none");
    if (!COMPILER
        .getTask(messages, classes, null, options, null, files.getJavaFileObjectsFromPaths(sources))
        .call()) {
      throw new IllegalStateException(folder + " does not compile:\n" + messages);
    }
    Map<String, byte[]> entries = new TreeMap<>();
    classes.made.forEach((name, file) -> entries.put(name, file.bytes.toByteArray()));
    return entries;
  }

  private static void pack(Map<String, byte[]> entries, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream file = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        JarEntry entry = new JarEntry(each.getKey());
        // Not the clock's: the same sources give the same bytes.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        file.putNextEntry(entry);
        file.write(each.getValue());
        file.closeEntry();
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Keeps the classes in memory: some have names that not every file system takes. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ClassFile> made = new TreeMap<>();

    InMemory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      String entry = className.replace('.', '/') + ".class";
      ClassFile file = new ClassFile();
      made.put(entry, file);
      return file;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile() {
      super(URI.create("memory:///class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }
}
