package grader.intake;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads a submitted jar as data: it exists, is a jar, and has the class that is graded. */
public final class SubmissionReader {
  private static final String CONTRACT_ENTRY = "mlp/MLP.class";
  private static final String CONTRACT_SIMPLE_NAME = "MLP.class";
  private static final long MAX_BYTES = 64L << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

  /** Class-file versions count from here: Java 17 is 61. */
  private static final int CLASS_FILE_VERSION_OF_JAVA_0 = 44;

  private final int javaVersion;

  /**
   * Read for workers of a Java version.
   *
   * @param javaVersion the newest whose class files can be run, such as 17
   */
  public SubmissionReader(int javaVersion) {
    this.javaVersion = javaVersion;
  }

  /** Look at a file. */
  public IntakeResult read(Path jar) {
    if (!Files.exists(jar)) {
      return Rejection.because(
          "no such file; build it with 'mvn package' and give target/submit.jar");
    }
    if (Files.isDirectory(jar)) {
      return Rejection.because("is a folder; give the jar, such as target/submit.jar");
    }
    try {
      long bytes = Files.size(jar);
      if (bytes == 0) {
        return Rejection.because("is empty; build it again with 'mvn package'");
      }
      if (bytes > MAX_BYTES) {
        return Rejection.because(
            "is %d MiB large; at most %d MiB are read".formatted(bytes >> 20, MAX_BYTES >> 20));
      }
      Submission submission = new Submission(jar, bytes);
      return readEntries(submission);
    } catch (ZipException e) {
      return Rejection.because(
          "is not a jar, or only a part of one ("
              + e.getMessage()
              + "); build it again with 'mvn"
              + " package'");
    } catch (IOException e) {
      return Rejection.because("cannot be read: " + e.getMessage());
    }
  }

  private IntakeResult readEntries(Submission submission) throws IOException {
    boolean hasContract = false;
    String misplaced = null;
    try (ZipFile zip = new ZipFile(submission.jar().toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        return Rejection.because(
            "has " + zip.size() + " entries; at most " + MAX_ENTRIES + " are read");
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (!name.endsWith(".class") || name.startsWith("META-INF/")) {
          // Classes for other Java versions stand under META-INF/versions; workers load none.
          continue;
        }
        hasContract |= name.equals(CONTRACT_ENTRY);
        if (name.endsWith("/" + CONTRACT_SIMPLE_NAME) || name.equals(CONTRACT_SIMPLE_NAME)) {
          misplaced = name;
        }
        int version = classFileVersion(zip, entry);
        if (version > javaVersion + CLASS_FILE_VERSION_OF_JAVA_0) {
          return Rejection.because(
              "%s is compiled for Java %d, and this grader runs Java %d; compile with --release %d"
                  .formatted(
                      name, version - CLASS_FILE_VERSION_OF_JAVA_0, javaVersion, javaVersion));
        }
      }
    }
    if (hasContract) {
      return submission;
    }
    return Rejection.because("has no class mlp.MLP" + whatIsMissing(misplaced));
  }

  private static String whatIsMissing(@Nullable String misplaced) {
    if (misplaced == null) {
      return "; the jar must hold " + CONTRACT_ENTRY;
    }
    return ", but "
        + misplaced
        + (misplaced.endsWith("/" + CONTRACT_ENTRY)
            ? "; the folder mlp must be at the top of the jar"
            : "; the file must begin with 'package mlp;'");
  }

  /** The major version, or 0 for what is no class file: the worker will say so if it matters. */
  private static int classFileVersion(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      DataInputStream data = new DataInputStream(in);
      if (data.readInt() != CLASS_FILE_MAGIC) {
        return 0;
      }
      data.readUnsignedShort();
      return data.readUnsignedShort();
    } catch (EOFException e) {
      return 0;
    }
  }
}
