package grader.intake;

import grader.digest.Sha256;
import grader.intake.ClassFile.InvalidClassFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A submitted jar that was looked at as data. None of its classes was loaded.
 *
 * @param sha256 digest of the jar as it was handed in
 * @param classes all that is run of it: each stands where its name says
 * @param notes what else is in the jar and is not used, one sentence each: untrusted
 */
public record Submission(String sha256, List<ClassFile> classes, List<String> notes)
    implements IntakeResult {
  /** The beginning of the format's time; a time of the day would ask for the zone. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public Submission {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }

  /**
   * A submission of class files that nobody handed in, such as a mutant of the reference.
   *
   * @throws IOException when one cannot be read, or is no class file
   */
  public static Submission ofClassFiles(Collection<Path> files) throws IOException {
    List<ClassFile> classes = new ArrayList<>();
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      together.write(bytes);
      try {
        classes.add(ClassFile.of(bytes));
      } catch (InvalidClassFileException e) {
        throw new IOException(file + " is no class file", e);
      }
    }
    return new Submission(Sha256.of(together.toByteArray()), classes, List.of());
  }

  /**
   * Write a jar of the classes and nothing else. A worker reads this one: what the submitted file
   * looks like to another reader, or has become since it was checked, does not matter then.
   *
   * @throws IOException when the file cannot be written
   */
  public void writeJar(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream jar = new ZipOutputStream(out)) {
      // Read once and soon: not worth the compressor's time.
      jar.setLevel(0);
      for (ClassFile each : classes) {
        ZipEntry entry = new ZipEntry(each.name() + ".class");
        entry.setTimeLocal(NO_TIME);
        jar.putNextEntry(entry);
        each.writeTo(jar);
      }
    }
  }
}
