package grader.intake;

import grader.digest.Sha256;
import grader.intake.ClassFile.InvalidClassFileException;
import grader.protocol.BindRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A submitted jar that was looked at as data. None of its classes was loaded.
 *
 * @param sha256 digest of the jar as it was handed in
 * @param classes all that is run of it: each stands where its name says
 * @param notes what else is in the jar and is not used, one sentence each: untrusted
 */
public record Submission(String sha256, List<ClassFile> classes, List<String> notes)
    implements IntakeResult {
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
   * What a worker is sent: the classes and nothing else. What the submitted file looks like to
   * another reader, or has become since it was checked, does not matter then.
   */
  public BindRequest bindRequest() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (ClassFile each : classes) {
      files.put(each.name(), each.bytes());
    }
    return new BindRequest(files);
  }
}
