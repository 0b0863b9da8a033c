package grader.tests;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The constants of a class file that its code uses: texts and numbers with a decimal point (section
 * 4.4 of the Java Virtual Machine Specification).
 */
record Constants(Set<String> strings, Set<Double> numbers) {
  /** Of a whole class file. */
  static Constants of(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    if (in.readInt() != 0xCAFEBABE) {
      throw new IOException("no class file");
    }
    in.readInt();
    int count = in.readUnsignedShort();
    Map<Integer, String> texts = new HashMap<>();
    Set<Integer> strings = new HashSet<>();
    Set<Double> numbers = new HashSet<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(i, in.readUTF());
        case 8 -> strings.add(in.readUnsignedShort());
        case 4 -> numbers.add((double) in.readFloat());
        case 6 -> {
          numbers.add(in.readDouble());
          i++;
        }
        case 5 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        default -> throw new IOException("unknown constant " + tag);
      }
    }
    Set<String> used = new HashSet<>();
    strings.forEach(place -> used.add(texts.getOrDefault(place, "")));
    return new Constants(used, numbers);
  }

  static Constants none() {
    return new Constants(new HashSet<>(), new HashSet<>());
  }

  void addAll(Constants others) {
    strings.addAll(others.strings);
    numbers.addAll(others.numbers);
  }
}
