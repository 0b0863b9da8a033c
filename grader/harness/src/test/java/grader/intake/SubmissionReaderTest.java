package grader.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be graded gets one sentence: what it is, and how to mend that. */
class SubmissionReaderTest {
  private static final int JAVA = 17;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** The first bytes of a class file, which are all that is looked at. */
  private static byte[] classFile(int javaVersion) {
    return ByteBuffer.allocate(64)
        .putInt(0xCAFEBABE)
        .putShort((short) 0)
        .putShort((short) (javaVersion + 44))
        .array();
  }

  private Path jar() throws IOException {
    Path jar = directory.resolve("submit.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return jar;
  }

  private Path jarOf(String name, byte[] content) throws IOException {
    entries.put(name, content);
    return jar();
  }

  private static Submission accepted(Path file) {
    return assertInstanceOf(Submission.class, new SubmissionReader(JAVA).read(file));
  }

  private static String refused(Path file) {
    Rejection rejection = assertInstanceOf(Rejection.class, new SubmissionReader(JAVA).read(file));
    assertEquals(1, rejection.reasons().size());
    return rejection.reasons().get(0);
  }

  @Test
  void aJarWithTheClassIsAccepted() throws IOException {
    Path file = jarOf("mlp/MLP.class", classFile(JAVA));
    Submission submission = accepted(file);
    assertEquals(file, submission.jar());
    assertEquals(Files.size(file), submission.bytes());
  }

  @Test
  void whatElseIsInTheJarDoesNotMatter() throws IOException {
    entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(US_ASCII));
    entries.put("mlp/MLP.java", "package mlp;".getBytes(US_ASCII));
    entries.put("lib/Empty.class", new byte[0]);
    entries.put("lib/Text.class", "text".getBytes(US_ASCII));
    entries.put("lib/Old.class", classFile(8));
    accepted(jarOf("mlp/MLP.class", classFile(JAVA)));
  }

  @Test
  void noFile() {
    assertEquals(
        "no such file; build it with 'mvn package' and give target/submit.jar",
        refused(directory.resolve("submit.jar")));
  }

  @Test
  void aFolder() {
    assertEquals("is a folder; give the jar, such as target/submit.jar", refused(directory));
  }

  @Test
  void anEmptyFile() throws IOException {
    assertEquals(
        "is empty; build it again with 'mvn package'",
        refused(Files.createFile(directory.resolve("submit.jar"))));
  }

  private static void assertNoJar(String reason) {
    assertTrue(reason.startsWith("is not a jar, or only a part of one ("), reason);
    assertTrue(reason.endsWith("); build it again with 'mvn package'"), reason);
  }

  @Test
  void aTextFile() throws IOException {
    assertNoJar(
        refused(Files.writeString(directory.resolve("MLP.java"), "package mlp;\nclass MLP {}\n")));
  }

  @Test
  void aJarOfWhichTheEndIsMissing() throws IOException {
    entries.put("mlp/MLP$Loss.class", classFile(JAVA));
    Path file = jarOf("mlp/MLP.class", classFile(JAVA));
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {1, 4, 30, bytes.length / 2, bytes.length - 22, bytes.length - 1}) {
      assertNoJar(refused(Files.write(file, Arrays.copyOf(bytes, length))));
    }
  }

  @Test
  void aJarOfWhichTheBeginningIsMissing() throws IOException {
    Path file = jarOf("mlp/MLP.class", classFile(JAVA));
    byte[] bytes = Files.readAllBytes(file);
    assertNoJar(
        refused(Files.write(file, Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length))));
  }

  @Test
  void aFileThatIsTooLarge() throws IOException {
    Path file = directory.resolve("submit.jar");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(80 << 20);
    }
    assertEquals("is 80 MiB large; at most 64 MiB are read", refused(file));
  }

  @Test
  void tooManyEntries() throws IOException {
    entries.put("mlp/MLP.class", classFile(JAVA));
    for (int i = 1; i < 10_000; i++) {
      entries.put("data/" + i, new byte[0]);
    }
    accepted(jar());
    assertEquals(
        "has 10001 entries; at most 10000 are read", refused(jarOf("one more", new byte[0])));
  }

  @Test
  void aJarWithoutTheClass() throws IOException {
    assertEquals(
        "has no class mlp.MLP; the jar must hold mlp/MLP.class",
        refused(jarOf("mlp/Mlp.class", classFile(JAVA))));
  }

  @Test
  void theSourceInPlaceOfTheClass() throws IOException {
    assertEquals(
        "has no class mlp.MLP; the jar must hold mlp/MLP.class",
        refused(jarOf("mlp/MLP.java", "package mlp;".getBytes(US_ASCII))));
  }

  @Test
  void theClassInNoPackage() throws IOException {
    assertEquals(
        "has no class mlp.MLP, but MLP.class; the file must begin with 'package mlp;'",
        refused(jarOf("MLP.class", classFile(JAVA))));
  }

  @Test
  void theClassInAnotherPackage() throws IOException {
    assertEquals(
        "has no class mlp.MLP, but homework/MLP.class; the file must begin with 'package mlp;'",
        refused(jarOf("homework/MLP.class", classFile(JAVA))));
  }

  @Test
  void theRightPackageInAFolder() throws IOException {
    assertEquals(
        "has no class mlp.MLP, but target/classes/mlp/MLP.class; the folder mlp must be at the top"
            + " of the jar",
        refused(jarOf("target/classes/mlp/MLP.class", classFile(JAVA))));
  }

  @Test
  void aClassForANewerJava() throws IOException {
    assertEquals(
        "mlp/MLP.class is compiled for Java 18, and this grader runs Java 17; compile with"
            + " --release 17",
        refused(jarOf("mlp/MLP.class", classFile(18))));
  }

  @Test
  void aNestedClassForANewerJava() throws IOException {
    entries.put("mlp/MLP.class", classFile(JAVA));
    assertEquals(
        "mlp/MLP$Loss.class is compiled for Java 25, and this grader runs Java 17; compile with"
            + " --release 17",
        refused(jarOf("mlp/MLP$Loss.class", classFile(25))));
  }

  @Test
  void classesThatAreForNewerJavasOnlyAreNotLookedAt() throws IOException {
    entries.put("META-INF/versions/21/lib/Matrix.class", classFile(21));
    accepted(jarOf("mlp/MLP.class", classFile(JAVA)));
  }

  @Test
  void theClassForNewerJavasOnlyIsNone() throws IOException {
    assertEquals(
        "has no class mlp.MLP; the jar must hold mlp/MLP.class",
        refused(jarOf("META-INF/versions/9/mlp/MLP.class", classFile(9))));
  }
}
