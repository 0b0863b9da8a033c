package grader.intake;

import grader.digest.Sha256;
import grader.intake.ClassFile.InvalidClassFileException;
import grader.intake.ZipArchive.InvalidZipException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a submitted jar as data: it is one jar and the same to every reader, within bounds, and has
 * the class that is graded. What can be run of it goes into the {@link Submission}, and nothing
 * else does: no resource, no manifest, no library.
 */
public final class SubmissionReader {
  private static final String CONTRACT_ENTRY = "mlp/MLP.class";
  private static final String CONTRACT_SIMPLE_NAME = "MLP.class";
  private static final String BUILD_AGAIN = "build it again with 'mvn package'";

  /** Seven times a jar that holds all of commons-math3. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_CLASS_BYTES = 4 << 20;

  private final int javaVersion;

  /**
   * Read for workers of a Java version.
   *
   * @param javaVersion the newest whose class files can be run, such as 17
   */
  public SubmissionReader(int javaVersion) {
    this.javaVersion = javaVersion;
  }

  /** Look at a file. It is read once. */
  public IntakeResult read(Path jar) {
    if (!Files.exists(jar)) {
      return Rejection.because(
          "no such file; build it with 'mvn package' and give target/submit.jar");
    }
    if (Files.isDirectory(jar)) {
      return Rejection.because("is a folder; give the jar, such as target/submit.jar");
    }
    if (!Files.isRegularFile(jar)) {
      return Rejection.because("is no regular file; give the jar, such as target/submit.jar");
    }
    try {
      long size = Files.size(jar);
      if (size > MAX_BYTES) {
        return Rejection.because(
            "is %s MiB large; at most %s MiB are read".formatted(size >> 20, MAX_BYTES >> 20));
      }
      byte[] bytes = beginning(jar);
      if (ClassFile.beginsIn(bytes)) {
        return Rejection.because("is one class; give the jar, such as target/submit.jar");
      }
      return bytes.length == 0 ? Rejection.because("is empty; " + BUILD_AGAIN) : read(bytes);
    } catch (AccessDeniedException e) {
      return Rejection.because("cannot be read: permission denied");
    } catch (IOException e) {
      return Rejection.because("cannot be read: " + e.getMessage());
    }
  }

  /** A file may grow while it is read: what is cut off is no whole jar any more. */
  private static byte[] beginning(Path jar) throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  private IntakeResult read(byte[] bytes) throws IOException {
    ZipArchive archive;
    try {
      archive = ZipArchive.of(bytes);
    } catch (InvalidZipException e) {
      return Rejection.because(
          "is not a jar, or only a part of one (" + e.getMessage() + "); " + BUILD_AGAIN);
    }
    List<ZipArchive.Entry> entries = archive.entries();
    if (entries.size() > MAX_ENTRIES) {
      return Rejection.because(
          "has " + entries.size() + " entries; at most " + MAX_ENTRIES + " are read");
    }
    String problem = EntryNames.problem(entries);
    if (problem != null) {
      return Rejection.because(problem);
    }
    if (entries.stream().noneMatch(entry -> entry.name().equals(CONTRACT_ENTRY))) {
      return Rejection.because("has no class mlp.MLP" + whatIsMissing(entries));
    }
    try {
      return unpack(archive, bytes);
    } catch (InvalidZipException e) {
      return Rejection.because("cannot be unpacked (" + e.getMessage() + "); " + BUILD_AGAIN);
    } catch (InflationBudget.ExhaustedException e) {
      return Rejection.because(e.getMessage() + "; " + BUILD_AGAIN);
    }
  }

  private static String whatIsMissing(List<ZipArchive.Entry> entries) {
    for (ZipArchive.Entry entry : entries) {
      String name = entry.name();
      if (EntryKind.of(name) != EntryKind.CLASS) {
        continue;
      }
      if (name.endsWith("/" + CONTRACT_ENTRY)) {
        return ", but " + name + "; the folder mlp must be at the top of the jar";
      }
      if (name.equals(CONTRACT_SIMPLE_NAME) || name.endsWith("/" + CONTRACT_SIMPLE_NAME)) {
        return ", but " + name + "; the file must begin with 'package mlp;'";
      }
    }
    return "; the jar must hold " + CONTRACT_ENTRY;
  }

  private IntakeResult unpack(ZipArchive archive, byte[] bytes)
      throws InvalidZipException, IOException {
    InflationBudget budget = new InflationBudget(bytes.length);
    Findings findings = new Findings();
    List<ClassFile> classes = new ArrayList<>();
    for (ZipArchive.Entry entry : archive.entries()) {
      EntryKind kind = EntryKind.of(entry.name());
      if (kind == EntryKind.CLASS) {
        try {
          classes.add(classFile(entry.name(), content(archive, entry, budget)));
        } catch (UnusableClassException e) {
          // All classes come from one build: what is wrong with one is wrong with the next.
          return Rejection.because(String.valueOf(e.getMessage()));
        }
      } else if (kind == EntryKind.MANIFEST) {
        findings.addManifest(content(archive, entry, budget));
      } else {
        // Unpacked all the same: a jar that is damaged anywhere is not graded as if it were whole.
        archive.writeContent(entry, budget.limit(OutputStream.nullOutputStream()));
        findings.add(kind, entry.name());
      }
    }
    List<String> problems = findings.problems();
    return problems.isEmpty()
        ? new Submission(Sha256.of(bytes), classes, findings.notes())
        : new Rejection(problems);
  }

  private static byte[] content(ZipArchive archive, ZipArchive.Entry entry, InflationBudget budget)
      throws InvalidZipException, IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    archive.writeContent(entry, budget.limit(content));
    return content.toByteArray();
  }

  private static final class UnusableClassException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableClassException(String message) {
      super(message);
    }
  }

  private ClassFile classFile(String entry, byte[] content) throws UnusableClassException {
    if (content.length > MAX_CLASS_BYTES) {
      throw new UnusableClassException(
          "%s is %s MiB large; at most %s MiB are read"
              .formatted(entry, content.length >> 20, MAX_CLASS_BYTES >> 20));
    }
    ClassFile file;
    try {
      file = ClassFile.of(content);
    } catch (InvalidClassFileException e) {
      throw new UnusableClassException(entry + " is no class file; " + BUILD_AGAIN);
    }
    if (file.javaVersion() > javaVersion) {
      throw new UnusableClassException(
          "%s is compiled for Java %s, and this grader runs Java %s; compile with --release %s"
              .formatted(entry, file.javaVersion(), javaVersion, javaVersion));
    }
    if (file.isPreview()) {
      throw new UnusableClassException(
          entry + " is compiled with --enable-preview; compile without it");
    }
    if (!entry.equals(file.name() + ".class")) {
      throw new UnusableClassException(
          entry + " holds the class " + file.name().replace('/', '.') + "; " + BUILD_AGAIN);
    }
    return file;
  }
}
