package grader.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Replaces texts in the constant pool of a class file: string constants, and the names of classes
 * and members, which are the same kind of constant. See JVMS 4.4.
 */
final class ClassText {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private ClassText() {}

  /**
   * A class file with other texts.
   *
   * @param classFile a compiler's
   * @param replacements from each whole text to the one that takes its place
   */
  static byte[] replace(byte[] classFile, Map<String, String> replacements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(in.readInt());
      out.writeInt(in.readInt());
      int count = in.readUnsignedShort();
      out.writeShort(count);
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == UTF8) {
          String text = in.readUTF();
          out.writeUTF(replacements.getOrDefault(text, text));
        } else {
          out.write(in.readNBytes(sizeOf(tag)));
        }
        if (tag == LONG || tag == DOUBLE) {
          i++;
        }
      }
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("no class file", e);
    }
    return bytes.toByteArray();
  }

  private static int sizeOf(int tag) {
    return switch (tag) {
      // Class, String, MethodType, Module, Package
      case 7, 8, 16, 19, 20 -> 2;
      // MethodHandle
      case 15 -> 3;
      // Integer, Float, Fieldref, Methodref, InterfaceMethodref, NameAndType, Dynamic,
      // InvokeDynamic
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IllegalArgumentException("no constant has the tag " + tag);
    };
  }
}
