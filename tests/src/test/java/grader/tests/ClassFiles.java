package grader.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** What tests look at and change in jars. */
final class ClassFiles {
  private ClassFiles() {}

  /** The names of a jar's entries. */
  static List<String> entriesOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList();
    }
  }

  /** Copies a jar and puts one more entry at its end. */
  static void copyWithEntry(Path from, Path to, String name, byte[] content) throws IOException {
    try (JarFile original = new JarFile(from.toFile());
        OutputStream out = Files.newOutputStream(to);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String each : entriesOf(from)) {
        entries.putNextEntry(new JarEntry(each));
        try (InputStream in = original.getInputStream(original.getJarEntry(each))) {
          in.transferTo(entries);
        }
      }
      entries.putNextEntry(new JarEntry(name));
      entries.write(content);
    }
  }

  /** Copies a jar of classes and gives each class file another major version. */
  static void copyWithMajorVersion(Path from, Path to, int major) throws IOException {
    try (JarFile original = new JarFile(from.toFile());
        OutputStream out = Files.newOutputStream(to);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String name : entriesOf(from)) {
        entries.putNextEntry(new JarEntry(name));
        try (InputStream in = original.getInputStream(original.getJarEntry(name))) {
          byte[] bytes = in.readAllBytes();
          bytes[6] = (byte) (major >> 8);
          bytes[7] = (byte) major;
          entries.write(bytes);
        }
      }
    }
  }
}
