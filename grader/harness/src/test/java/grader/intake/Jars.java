package grader.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars and class files as bytes, good ones, for tests to damage. */
final class Jars {
  static final int JAVA = 17;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A jar with the graded class alone. */
  static Jars withContract() {
    return new Jars().with("mlp/MLP.class", classFile("mlp/MLP"));
  }

  Jars with(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  Jars with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** As the JDK packs it: deflated, sizes after the data. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] classFile(String name) {
    return classFile(name, JAVA);
  }

  /** A class that extends Object and has no members. */
  static byte[] classFile(String name, int javaVersion) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xCAFEBABE);
      out.writeShort(0);
      out.writeShort(44 + javaVersion);
      out.writeShort(5);
      out.writeByte(1);
      out.writeUTF(name);
      out.writeByte(7);
      out.writeShort(1);
      out.writeByte(1);
      out.writeUTF("java/lang/Object");
      out.writeByte(7);
      out.writeShort(3);
      // Public; this class, its superclass; no interfaces, fields, methods, attributes.
      for (int each : new int[] {1, 2, 4, 0, 0, 0, 0}) {
        out.writeShort(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Where bytes stand in others for the first time. */
  static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      if (ByteBuffer.wrap(bytes, at, part.length).equals(ByteBuffer.wrap(part))) {
        return at;
      }
    }
    throw new AssertionError("not there");
  }

  /** A view that writes numbers as zip files have them. */
  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
