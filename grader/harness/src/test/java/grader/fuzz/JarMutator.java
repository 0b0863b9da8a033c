package grader.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Jars made of a good one: its entries changed and packed again, so that the damage is inside; or
 * one field of one of the records of the format (APPNOTE.TXT 4.3) changed; or bytes anywhere.
 */
final class JarMutator implements Fuzzing.Mutator {
  private static final List<String> NAMES =
      List.of(
          "../mlp/MLP.class",
          "/mlp/MLP.class",
          "mlp/MLP.class",
          "mlp/mlp.class",
          "MLP/MLP.class",
          "mlp//MLP.class",
          "mlp/./MLP.class",
          "mlp\\MLP.class",
          "C:/mlp/MLP.class",
          "mlp/MLP.class/",
          "mlp/MLP.class\0.txt",
          "mlp/\u202eMLP.class",
          "META-INF/MANIFEST.MF",
          "META-INF/services/java.lang.Runnable",
          "META-INF/versions/17/mlp/MLP.class",
          "META-INF/versions/9/mlp/Other.class",
          "BOOT-INF/lib/inner.jar",
          "native/libmlp.so",
          "module-info.class",
          "java/lang/String.class",
          "grader/worker/WorkerMain.class",
          "org/junit/Test.class",
          "org/apache/commons/math3/linear/RealMatrix.class",
          "",
          "a".repeat(300),
          "ŷ.txt");

  /** Offset and width of the fields of each record, by its signature's third byte. */
  private static final int[][] LOCAL = {
    {4, 2}, {6, 2}, {8, 2}, {14, 4}, {18, 4}, {22, 4}, {26, 2}, {28, 2}
  };

  private static final int[][] DIRECTORY = {
    {4, 2}, {6, 2}, {8, 2}, {10, 2}, {16, 4}, {20, 4}, {24, 4}, {28, 2}, {30, 2}, {32, 2}, {34, 2},
    {38, 4}, {42, 4}
  };

  private static final int[][] END = {{4, 2}, {6, 2}, {8, 2}, {10, 2}, {12, 4}, {16, 4}, {20, 2}};

  private static final int[][] DESCRIPTOR = {{4, 4}, {8, 4}, {12, 4}};

  /** The content is changed in copies only. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(String name, byte[] content, boolean stored) {}

  private final List<Entry> entries;

  /**
   * Jars made of this one.
   *
   * @param jar a good one
   */
  JarMutator(byte[] jar) throws IOException {
    this.entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      ZipEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        entries.add(new Entry(entry.getName(), in.readAllBytes(), false));
      }
    }
  }

  @Override
  public byte[] make(SplittableRandom random) {
    List<Entry> changed = new ArrayList<>(entries);
    if (random.nextInt(8) == 0) {
      changed.add(new Entry("META-INF/MANIFEST.MF", manifest(random), random.nextBoolean()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      changeEntry(changed, random);
    }
    byte[] jar = pack(changed);
    for (int i = random.nextInt(3); i > 0; i--) {
      jar = random.nextInt(4) == 0 ? Bytes.damaged(jar, random) : changeRecord(jar, random);
    }
    return jar;
  }

  private static byte[] manifest(SplittableRandom random) {
    List<String> lines =
        List.of(
            "Manifest-Version: 1.0",
            "Class-Path: ../secret.jar",
            "Multi-Release: true",
            "Launcher-Agent-Class: mlp.MLP",
            "Add-Opens: java.base/java.lang",
            " continued",
            "Name: mlp/",
            "no colon",
            "",
            "X: " + "y".repeat(100));
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(lines.get(random.nextInt(lines.size()))).append(i % 2 == 0 ? "\r\n" : "\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void changeEntry(List<Entry> entries, SplittableRandom random) {
    if (entries.isEmpty()) {
      return;
    }
    int index = random.nextInt(entries.size());
    Entry entry = entries.get(index);
    String name = NAMES.get(random.nextInt(NAMES.size()));
    switch (random.nextInt(8)) {
      case 0 -> entries.set(index, new Entry(name, entry.content(), entry.stored()));
      case 1 -> entries.add(new Entry(name, entry.content(), random.nextBoolean()));
      case 2 -> entries.remove(index);
      case 3 -> entries.set(index, new Entry(entry.name(), entry.content(), true));
      case 4 -> entries.add(new Entry(name, new byte[random.nextInt(1 << 21)], false));
      default ->
          entries.set(
              index,
              new Entry(entry.name(), Bytes.damaged(entry.content(), random), entry.stored()));
    }
  }

  /** As the JDK packs it, but for names that stand there twice: those it would refuse. */
  private static byte[] pack(List<Entry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Entry entry : entries) {
        // Of the same length, and given back its name below.
        String name =
            names.contains(entry.name()) && !entry.name().isEmpty()
                ? "\1" + entry.name().substring(1)
                : entry.name();
        if (names.contains(name)) {
          continue;
        }
        names.add(name);
        ZipEntry header = new ZipEntry(name);
        header.setTime(0);
        if (entry.stored()) {
          CRC32 crc = new CRC32();
          crc.update(entry.content());
          header.setMethod(ZipEntry.STORED);
          header.setCrc(crc.getValue());
          header.setSize(entry.content().length);
        }
        out.putNextEntry(header);
        out.write(entry.content());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withDuplicates(bytes.toByteArray(), names);
  }

  private static byte[] withDuplicates(byte[] jar, List<String> names) {
    String text = new String(jar, StandardCharsets.ISO_8859_1);
    for (String name : names) {
      if (name.startsWith("\1") && name.chars().allMatch(unit -> unit < 0x80)) {
        for (String original : names) {
          if (original.endsWith(name.substring(1)) && original.length() == name.length()) {
            text = text.replace(name, original);
          }
        }
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] changeRecord(byte[] jar, SplittableRandom random) {
    List<Integer> records = new ArrayList<>();
    for (int at = 0; at + 22 <= jar.length; at++) {
      if (jar[at] == 'P' && jar[at + 1] == 'K' && jar[at + 2] <= 7 && jar[at + 3] <= 8) {
        records.add(at);
      }
    }
    if (records.isEmpty()) {
      return Bytes.damaged(jar, random);
    }
    int at = records.get(random.nextInt(records.size()));
    int[][] fields =
        switch (jar[at + 2]) {
          case 1 -> DIRECTORY;
          case 3 -> LOCAL;
          case 5 -> END;
          default -> DESCRIPTOR;
        };
    int[] field = fields[random.nextInt(fields.length)];
    if (at + field[0] + field[1] > jar.length) {
      return Bytes.damaged(jar, random);
    }
    byte[] copy = Arrays.copyOf(jar, jar.length);
    ByteBuffer numbers = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    if (field[1] == 2) {
      short value = numbers.getShort(at + field[0]);
      numbers.putShort(at + field[0], (short) Bytes.changed(value, random));
    } else {
      int value = numbers.getInt(at + field[0]);
      int other = records.get(random.nextInt(records.size()));
      int changed = random.nextInt(4) == 0 ? other : Bytes.changed(value, random);
      numbers.putInt(at + field[0], changed);
    }
    return copy;
  }
}
