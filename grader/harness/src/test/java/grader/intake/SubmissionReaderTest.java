package grader.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.digest.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be graded gets a sentence: what is wrong with it, and how to mend that. */
class SubmissionReaderTest {
  private static final String BUILD_AGAIN = "; build it again with 'mvn package'";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("submit.jar"), bytes);
  }

  private Submission accepted(byte[] bytes) throws IOException {
    return assertInstanceOf(Submission.class, new SubmissionReader(Jars.JAVA).read(write(bytes)));
  }

  private Submission accepted(Jars jar) throws IOException {
    return accepted(jar.bytes());
  }

  private static String refused(Path file) {
    Rejection rejection =
        assertInstanceOf(Rejection.class, new SubmissionReader(Jars.JAVA).read(file));
    assertEquals(1, rejection.reasons().size(), rejection.reasons()::toString);
    return rejection.reasons().get(0);
  }

  private String refused(byte[] bytes) throws IOException {
    return refused(write(bytes));
  }

  private String refused(Jars jar) throws IOException {
    return refused(jar.bytes());
  }

  @Test
  void aJarWithTheClassIsAccepted() throws IOException {
    byte[] bytes = Jars.withContract().bytes();
    Submission submission = accepted(bytes);
    assertEquals(Sha256.of(bytes), submission.sha256());
    assertEquals(List.of("mlp/MLP"), submission.classes().stream().map(ClassFile::name).toList());
    assertEquals(List.of(), submission.notes());
  }

  @Test
  void whatTheWorkerGetsIsTheClassesAndNothingElse() throws IOException {
    byte[] loss = Jars.classFile("mlp/MLP$Loss", 8);
    Submission submission =
        accepted(
            Jars.withContract()
                .with("META-INF/", "")
                .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMulti-Release: true\n")
                .with("META-INF/versions/11/module-info.class", "no matter")
                .with("module-info.class", "no matter")
                .with("junit-platform.properties", "a=b")
                .with("mlp/MLP.java", "package mlp;")
                .with("mlp/MLP$Loss.class", loss));
    Map<String, byte[]> sent = submission.bindRequest().classes();
    assertEquals(List.of("mlp/MLP", "mlp/MLP$Loss"), List.copyOf(sent.keySet()));
    assertArrayEquals(loss, sent.get("mlp/MLP$Loss"));
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
    assertEquals("is empty" + BUILD_AGAIN, refused(new byte[0]));
  }

  private static void assertNoJar(String reason) {
    assertTrue(reason.startsWith("is not a jar, or only a part of one ("), reason);
    assertTrue(reason.endsWith(")" + BUILD_AGAIN), reason);
  }

  @Test
  void aTextFile() throws IOException {
    assertNoJar(refused("package mlp;\nclass MLP {}\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aJarOfWhichTheEndIsMissing() throws IOException {
    byte[] bytes = Jars.withContract().bytes();
    for (int length : new int[] {1, 4, 30, bytes.length / 2, bytes.length - 22, bytes.length - 1}) {
      assertNoJar(refused(Arrays.copyOf(bytes, length)));
    }
  }

  @Test
  void aJarOfWhichTheBeginningIsMissing() throws IOException {
    byte[] bytes = Jars.withContract().bytes();
    assertNoJar(refused(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length)));
  }

  @Test
  void aFileThatIsTooLarge() throws IOException {
    Path file = directory.resolve("submit.jar");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(80 << 20);
    }
    assertEquals("is 80 MiB large; at most 16 MiB are read", refused(file));
  }

  @Test
  void tooManyEntries() throws IOException {
    Jars jar = Jars.withContract();
    for (int i = 1; i < 10_000; i++) {
      jar.with("data/" + i, "");
    }
    accepted(jar);
    assertEquals("has 10001 entries; at most 10000 are read", refused(jar.with("one more", "")));
  }

  @Test
  void aSmallJarThatUnpacksToMuch() throws IOException {
    accepted(Jars.withContract().with("text", new byte[1 << 19]));
    assertEquals(
        "unpacks to more than 100 times its size" + BUILD_AGAIN,
        refused(Jars.withContract().with("bomb", new byte[8 << 20])));
  }

  @Test
  void aJarThatUnpacksToMoreThanIsRead() throws IOException {
    // Half of it random, so that the ratio is harmless.
    byte[] content = new byte[33 << 20];
    new java.util.Random(1).nextBytes(content);
    Arrays.fill(content, 1 << 20, content.length, (byte) 0);
    assertEquals(
        "unpacks to more than 64 MiB" + BUILD_AGAIN,
        refused(Jars.withContract().with("one", content).with("two", content)));
  }

  @Test
  void entriesThatAreDamaged() throws IOException {
    byte[] bytes = Jars.withContract().bytes();
    bytes[50] ^= 1;
    assertEquals(
        "cannot be unpacked (its entry mlp/MLP.class is damaged)" + BUILD_AGAIN, refused(bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../mlp/Evil.class | whose path leaves the jar or is not plain",
        "mlp/../../Evil.class | whose path leaves the jar or is not plain",
        "mlp/./Evil.class | whose path leaves the jar or is not plain",
        "mlp// | whose path leaves the jar or is not plain",
        "mlp//Evil.class | whose path leaves the jar or is not plain",
        "/etc/passwd | with an absolute path",
        "C:/Evil.class | with an absolute path",
        "mlp\\Evil.class | with a backslash in its name",
      })
  void namesThatLeadElsewhere(String name, String problem) throws IOException {
    assertEquals(
        "has an entry " + problem + " (" + name + ")" + BUILD_AGAIN,
        refused(Jars.withContract().with(name, "")));
  }

  @Test
  void aNameWithANulByte() throws IOException {
    assertEquals(
        "has an entry with a control character in its name (mlp/a\0.class)" + BUILD_AGAIN,
        refused(Jars.withContract().with("mlp/a\0.class", "")));
  }

  @Test
  void aNameThatIsTooLong() throws IOException {
    accepted(Jars.withContract().with("a".repeat(255), ""));
    assertEquals(
        "has an entry whose name has more than 255 characters ("
            + "a".repeat(255)
            + "…)"
            + BUILD_AGAIN,
        refused(Jars.withContract().with("a".repeat(256), "")));
  }

  @Test
  void twoEntriesOfOneName() throws IOException {
    byte[] bytes = Jars.withContract().with("mlp/MLQ.class", Jars.classFile("mlp/MLQ")).bytes();
    byte[] name = "mlp/MLQ.class".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      bytes[Jars.indexOf(bytes, name) + 6] = 'P';
    }
    assertEquals("has two entries with the name mlp/MLP.class" + BUILD_AGAIN, refused(bytes));
  }

  @Test
  void namesThatAreOneFileOnSomeSystems() throws IOException {
    assertEquals(
        "has entries that are one file on some systems, mlp/MLP.class and mlp/Mlp.class; rename"
            + " one of them",
        refused(Jars.withContract().with("mlp/Mlp.class", Jars.classFile("mlp/Mlp"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grader/worker/WorkerMain.class",
        "java/lang/String.class",
        "jdk/internal/misc/Unsafe.class",
        "sun/misc/Unsafe.class",
        "org/junit/platform/launcher/Launcher.class",
        "de/thetaphi/forbiddenapis/SuppressForbidden.class",
      })
  void classesInPackagesOfOthers(String name) throws IOException {
    assertEquals(
        name
            + ": refused: the packages java, jdk, sun, grader, org.junit and"
            + " de.thetaphi.forbiddenapis are not a submission's",
        refused(Jars.withContract().with(name, "")));
  }

  @Test
  void classesThatAreForSomeVersionsOfJavaOnly() throws IOException {
    assertEquals(
        "META-INF/versions/11/mlp/MLP.class and 1 more: refused: one class for every version of"
            + " Java; build the jar without META-INF/versions",
        refused(
            Jars.withContract()
                .with("META-INF/versions/11/mlp/MLP.class", Jars.classFile("mlp/MLP"))
                .with("META-INF/versions/17/mlp/MLP.class", Jars.classFile("mlp/MLP"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/fast.so", "fast.DLL", "fast.dylib", "natives/fast.jnilib"})
  void nativeCode(String name) throws IOException {
    assertEquals(
        name + ": refused: native code; a submission is Java alone",
        refused(Jars.withContract().with(name, "\u007fELF")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Launcher-Agent-Class", "Premain-Class", "Agent-Class"})
  void agents(String attribute) throws IOException {
    assertEquals(
        attribute + " in its manifest: refused: a submission is no agent of the JVM's",
        refused(
            Jars.withContract()
                .with(
                    "META-INF/MANIFEST.MF",
                    "Manifest-Version: 1.0\n" + attribute + ": mlp.MLP\n")));
  }

  @Test
  void everythingThatIsRefusedIsSaidAtOnce() throws IOException {
    Rejection rejection =
        assertInstanceOf(
            Rejection.class,
            new SubmissionReader(Jars.JAVA)
                .read(
                    write(
                        Jars.withContract().with("a.so", "").with("grader/A.class", "").bytes())));
    assertEquals(2, rejection.reasons().size());
  }

  @Test
  void commonsMathInTheJarIsIgnoredWithANote() throws IOException {
    Submission submission =
        accepted(
            Jars.withContract()
                .with(
                    "org/apache/commons/math3/linear/RealMatrix.class",
                    Jars.classFile("org/apache/commons/math3/linear/RealMatrix"))
                .with("org/apache/commons/math3/util/FastMath.class", "not even a class file"));
    assertEquals(1, submission.classes().size());
    assertEquals(
        List.of(
            "org/apache/commons/math3/linear/RealMatrix.class and 1 more: not used: the grader"
                + " brings commons-math3 itself; leave it out of the jar"),
        submission.notes());
  }

  @Test
  void whatAStudentMayBelieveToBeUsedIsNoted() throws IOException {
    Submission submission =
        accepted(
            Jars.withContract()
                .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nClass-Path: lib/math.jar\n")
                .with("META-INF/services/java.lang.Runnable", "mlp.MLP")
                .with("lib/math.jar", "PK"));
    assertEquals(
        List.of(
            "Class-Path in its manifest: not used: the grader knows what it needs",
            "lib/math.jar: not used: nothing looks for classes in a jar inside the jar",
            "META-INF/services/java.lang.Runnable: not used: the grader looks for no services in"
                + " a submission"),
        submission.notes());
  }

  @Test
  void aManifestThatIsNoneIsNoted() throws IOException {
    assertEquals(
        List.of("its manifest cannot be read, and is not used"),
        accepted(Jars.withContract().with("META-INF/MANIFEST.MF", "\0\0\n: \n")).notes());
  }

  @Test
  void aJarWithoutTheClass() throws IOException {
    assertEquals(
        "has no class mlp.MLP; the jar must hold mlp/MLP.class",
        refused(new Jars().with("mlp/Mlp.class", Jars.classFile("mlp/Mlp"))));
  }

  @Test
  void theSourceInPlaceOfTheClass() throws IOException {
    assertEquals(
        "has no class mlp.MLP; the jar must hold mlp/MLP.class",
        refused(new Jars().with("mlp/MLP.java", "package mlp;")));
  }

  @Test
  void theClassForNewerJavasOnlyIsNone() throws IOException {
    assertEquals(
        "has no class mlp.MLP; the jar must hold mlp/MLP.class",
        refused(new Jars().with("META-INF/versions/9/mlp/MLP.class", Jars.classFile("mlp/MLP"))));
  }

  @Test
  void theClassInNoPackage() throws IOException {
    assertEquals(
        "has no class mlp.MLP, but MLP.class; the file must begin with 'package mlp;'",
        refused(new Jars().with("MLP.class", Jars.classFile("MLP"))));
  }

  @Test
  void theClassInAnotherPackage() throws IOException {
    assertEquals(
        "has no class mlp.MLP, but homework/MLP.class; the file must begin with 'package mlp;'",
        refused(new Jars().with("homework/MLP.class", Jars.classFile("homework/MLP"))));
  }

  @Test
  void theRightPackageInAFolder() throws IOException {
    assertEquals(
        "has no class mlp.MLP, but target/classes/mlp/MLP.class; the folder mlp must be at the top"
            + " of the jar",
        refused(new Jars().with("target/classes/mlp/MLP.class", Jars.classFile("mlp/MLP"))));
  }

  @Test
  void anotherClassInItsPlace() throws IOException {
    assertEquals(
        "mlp/MLP.class holds the class mlp.Net" + BUILD_AGAIN,
        refused(new Jars().with("mlp/MLP.class", Jars.classFile("mlp/Net"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 8, 10, 20, 40})
  void aClassFileThatIsCutOff(int length) throws IOException {
    byte[] part = Arrays.copyOf(Jars.classFile("mlp/MLP"), length);
    assertEquals(
        "mlp/MLP.class is no class file" + BUILD_AGAIN,
        refused(new Jars().with("mlp/MLP.class", part)));
  }

  @Test
  void aTextInPlaceOfAClassFile() throws IOException {
    assertEquals(
        "mlp/Layer.class is no class file" + BUILD_AGAIN,
        refused(Jars.withContract().with("mlp/Layer.class", "class Layer {}")));
  }

  @Test
  void aClassForANewerJava() throws IOException {
    assertEquals(
        "mlp/MLP.class is compiled for Java 18, and this grader runs Java 17; compile with"
            + " --release 17",
        refused(new Jars().with("mlp/MLP.class", Jars.classFile("mlp/MLP", 18))));
  }

  @Test
  void aNestedClassForANewerJava() throws IOException {
    assertEquals(
        "mlp/MLP$Loss.class is compiled for Java 25, and this grader runs Java 17; compile with"
            + " --release 17",
        refused(
            Jars.withContract().with("mlp/MLP$Loss.class", Jars.classFile("mlp/MLP$Loss", 25))));
  }

  @Test
  void aClassWithPreviewFeatures() throws IOException {
    byte[] preview = Jars.classFile("mlp/MLP");
    preview[4] = preview[5] = (byte) 0xff;
    assertEquals(
        "mlp/MLP.class is compiled with --enable-preview; compile without it",
        refused(new Jars().with("mlp/MLP.class", preview)));
  }
}
