package grader.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Defines the classes of a submitted jar, and only those: no {@code Class-Path} of its manifest, no
 * multi-release entry, no resource. The JDK, commons-math3 and the worker come first, so a jar that
 * brings its own copy of one of their classes changes nothing.
 */
final class SubmissionClassLoader extends ClassLoader {
  private static final int MAX_CLASS_BYTES = 4 << 20;

  private final Path jar;

  SubmissionClassLoader(Path jar) {
    super("submission", SubmissionClassLoader.class.getClassLoader());
    this.jar = jar;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(name.replace('.', '/') + ".class");
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        bytes = in.readNBytes(MAX_CLASS_BYTES + 1);
      }
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes.length > MAX_CLASS_BYTES) {
      throw new ClassNotFoundException(name + " is larger than " + MAX_CLASS_BYTES + " bytes");
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
