package grader.intake;

import grader.intake.References.Member;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class file of a submission as data: its name, and what its constant pool names. Nothing here
 * ever becomes a class of this process.
 *
 * <p>Sections are the Java Virtual Machine Specification's.
 */
public final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int POOL = 10;

  /** Versions count from here: Java 17 is 61. The oldest is 45, Java 1.1. */
  private static final int VERSION_OF_JAVA_0 = 44;

  private static final int OLDEST_VERSION = 45;

  /** Section 4.1: the minor version of classes that use preview features. */
  private static final int PREVIEW = 0xffff;

  // Section 4.4, table 4.4-A.
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_DYNAMIC = 18;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  /** Section 4.6, table 4.6-A, of a method's access flags. */
  private static final int NATIVE = 0x0100;

  /** What Java puts where bytes are no UTF-8. */
  private static final char UNREADABLE = '\ufffd';

  private final byte[] bytes;
  private final ByteBuffer data;

  /** Where each constant begins, by its number; 0 where there is none. */
  private final int[] constants;

  /** Where the access flags are, right behind the constants. */
  private final int accessFlags;

  private final String name;

  private ClassFile(byte[] bytes) throws InvalidClassFileException {
    this.bytes = bytes;
    this.data = ByteBuffer.wrap(bytes);
    try {
      require(data.getInt(0) == MAGIC && javaVersion() + VERSION_OF_JAVA_0 >= OLDEST_VERSION);
      this.constants = new int[unsignedShort(POOL - 2)];
      this.accessFlags = readConstants();
      this.name = className(unsignedShort(accessFlags + 2));
    } catch (IndexOutOfBoundsException e) {
      throw new InvalidClassFileException();
    }
  }

  /** The bytes are no class file. */
  public static final class InvalidClassFileException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * Read a class file as far as the end of its constant pool.
   *
   * @param bytes not changed afterwards
   */
  static ClassFile of(byte[] bytes) throws InvalidClassFileException {
    return new ClassFile(bytes);
  }

  /** Whether bytes begin as those of a class file do. */
  static boolean beginsIn(byte[] bytes) {
    return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == MAGIC;
  }

  private int readConstants() throws InvalidClassFileException {
    int at = POOL;
    for (int i = 1; i < constants.length; i++) {
      constants[i] = at;
      int tag = data.get(at);
      at +=
          switch (tag) {
            case UTF8 -> 3 + unsignedShort(at + 1);
            case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 3;
            case METHOD_HANDLE -> 4;
            case INTEGER,
                FLOAT,
                FIELD,
                METHOD,
                INTERFACE_METHOD,
                NAME_AND_TYPE,
                DYNAMIC,
                INVOKE_DYNAMIC ->
                5;
            case LONG, DOUBLE -> 9;
            default -> throw new InvalidClassFileException();
          };
      if (tag == LONG || tag == DOUBLE) {
        // Section 4.4.5: they take two numbers, "in retrospect, a poor choice".
        i++;
      }
    }
    return at;
  }

  /** The internal name, such as {@code mlp/MLP$Loss}. */
  public String name() {
    return name;
  }

  /** The Java version that it is compiled for, such as 17. */
  int javaVersion() {
    return unsignedShort(6) - VERSION_OF_JAVA_0;
  }

  /** Whether it needs features that a JVM has switched off by default. */
  boolean isPreview() {
    return unsignedShort(4) == PREVIEW;
  }

  /** The file itself: not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** As a stream, for whoever reads more of it. */
  public ByteArrayInputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /**
   * What it names.
   *
   * @throws InvalidClassFileException when its parts do not fit together
   */
  public References references() throws InvalidClassFileException {
    try {
      return new Reading().references();
    } catch (IndexOutOfBoundsException e) {
      throw new InvalidClassFileException();
    }
  }

  private final class Reading {
    private final Set<String> types = new HashSet<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Member> methodHandles = new ArrayList<>();
    private boolean hasDynamicConstant;

    References references() throws InvalidClassFileException {
      for (int number = 1; number < constants.length; number++) {
        if (constants[number] != 0) {
          constant(number);
        }
      }
      int superclass = unsignedShort(accessFlags + 4);
      List<String> interfaces = new ArrayList<>();
      int count = unsignedShort(accessFlags + 6);
      int at = accessFlags + 8;
      for (int i = 0; i < count; i++) {
        interfaces.add(className(unsignedShort(at)));
        at += 2;
      }
      List<String> nativeMethods = new ArrayList<>();
      int methods = declarations(at, /* nativeNames= */ null);
      declarations(methods, nativeMethods);
      return new References(
          superclass == 0 ? null : className(superclass),
          interfaces,
          types,
          members,
          methodHandles,
          hasDynamicConstant,
          nativeMethods);
    }

    private void constant(int number) throws InvalidClassFileException {
      int at = constants[number];
      switch (data.get(at)) {
        case CLASS -> addClass(text(unsignedShort(at + 1)));
        case METHOD_TYPE -> addTypesOf(text(unsignedShort(at + 1)));
        case FIELD, METHOD, INTERFACE_METHOD -> members.add(member(at));
        case METHOD_HANDLE -> methodHandles.add(member(constants[unsignedShort(at + 2)]));
        case DYNAMIC -> hasDynamicConstant = true;
        case UTF8 -> {
          // Annotations name their types so; a text that looks alike does no harm.
          if (unsignedShort(at + 1) > 0 && data.get(at + 3) == 'L') {
            String text = text(number);
            if (text.endsWith(";")) {
              addTypesOf(text);
            }
          }
        }
        default -> {}
      }
    }

    private Member member(int at) throws InvalidClassFileException {
      int nameAndType = ClassFile.this.constant(unsignedShort(at + 3), NAME_AND_TYPE);
      return new Member(className(unsignedShort(at + 1)), text(unsignedShort(nameAndType + 1)));
    }

    /** Section 4.5 and 4.6: fields and methods look alike; gives where they end. */
    private int declarations(int offset, @Nullable List<String> nativeNames)
        throws InvalidClassFileException {
      int count = unsignedShort(offset);
      int at = offset + 2;
      for (int i = 0; i < count; i++) {
        if (nativeNames != null && (unsignedShort(at) & NATIVE) != 0) {
          nativeNames.add(text(unsignedShort(at + 2)));
        }
        addTypesOf(text(unsignedShort(at + 4)));
        int attributes = unsignedShort(at + 6);
        at += 8;
        for (int j = 0; j < attributes; j++) {
          long length = Integer.toUnsignedLong(data.getInt(at + 2));
          require(length <= bytes.length);
          at += 6 + (int) length;
        }
      }
      return at;
    }

    private void addClass(String name) {
      if (name.startsWith("[")) {
        addTypesOf(name);
      } else {
        types.add(name);
      }
    }

    /** All classes in a descriptor, or in a signature with type arguments. */
    private void addTypesOf(String descriptor) {
      int begin = descriptor.indexOf('L');
      while (begin >= 0) {
        int end = begin + 1;
        while (end < descriptor.length() && ";<".indexOf(descriptor.charAt(end)) < 0) {
          end++;
        }
        types.add(descriptor.substring(begin + 1, end));
        begin = descriptor.indexOf('L', end);
      }
    }
  }

  private String className(int number) throws InvalidClassFileException {
    return text(unsignedShort(constant(number, CLASS) + 1));
  }

  private String text(int number) throws InvalidClassFileException {
    int at = constant(number, UTF8);
    int length = unsignedShort(at + 1);
    String text = new String(bytes, at + 3, length, StandardCharsets.UTF_8);
    if (text.length() == length && text.indexOf(UNREADABLE) < 0) {
      // ASCII, which nearly every name is: no other text has as many characters as bytes.
      return text;
    }
    // Section 4.4.7: not quite UTF-8.
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, at + 1, 2 + length))) {
      return in.readUTF();
    } catch (IOException e) {
      throw new InvalidClassFileException();
    }
  }

  private int constant(int number, int tag) throws InvalidClassFileException {
    int at = constants[number];
    require(at != 0 && data.get(at) == tag);
    return at;
  }

  private int unsignedShort(int offset) {
    return Short.toUnsignedInt(data.getShort(offset));
  }

  private static void require(boolean condition) throws InvalidClassFileException {
    if (!condition) {
      throw new InvalidClassFileException();
    }
  }
}
