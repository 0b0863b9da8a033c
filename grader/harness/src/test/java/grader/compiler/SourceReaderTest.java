package grader.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.digest.Sha256;
import grader.intake.ClassFile;
import grader.intake.IntakeResult;
import grader.intake.Rejection;
import grader.intake.Submission;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceReaderTest {
  private static final Path LIBRARY =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(entry -> entry.contains("commons-math3"))
          .map(Path::of)
          .findFirst()
          .orElseThrow();

  @TempDir private Path folder = Path.of("");

  @Test
  void aSourceThatUsesTheLibraryBecomesASubmissionWithTheDigestOfTheSource() throws IOException {
    String source =
        """
        package mlp;

        import org.apache.commons.math3.linear.RealMatrix;

        public final class MLP {
          record Loss(double value, RealMatrix gradient) {}
        }
        """;
    Submission submission = assertInstanceOf(Submission.class, read("MLP.java", source));
    assertEquals(Sha256.of(source.getBytes(StandardCharsets.UTF_8)), submission.sha256());
    assertEquals(
        List.of("mlp/MLP", "mlp/MLP$Loss"),
        submission.classes().stream().map(ClassFile::name).sorted().toList());
  }

  @Test
  void theFileMayHaveAnyName() throws IOException {
    assertInstanceOf(
        Submission.class, read("homework-final (2).java", "package mlp; public class MLP {}"));
  }

  @Test
  void whatDoesNotCompileIsShownAsTheCompilerShowsIt() throws IOException {
    Path file = folder.resolve("MLP.java");
    assertEquals(
        "does not compile; javac says:\n"
            + file
            + ":3: error: ';' expected\n"
            + "  int größe = 1\n"
            + "               ^\n"
            + "1 error",
        reason(read("MLP.java", "package mlp;\npublic class MLP {\n  int größe = 1\n}\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public class MLP {}                   | , but MLP;
          package ex1; public class MLP {}      | , but ex1.MLP;
          package mlp; class Network {}         | , but mlp.Network;
          package mlp;                          | ;
          // nothing                            | ;
          """)
  void aSourceWithoutTheClassSaysWhatItHasInstead(String source, String instead)
      throws IOException {
    assertEquals(
        "declares no class mlp.MLP"
            + instead
            + " it must begin with 'package mlp;' and declare 'public class MLP'",
        reason(read("MLP.java", source)));
  }

  @Test
  void aPublicClassOfAnotherNameIsToldWhichNameItNeeds() throws IOException {
    String reason = reason(read("Network.java", "package mlp; public class Network {}"));
    assertTrue(reason.endsWith("The public class has to be MLP, in 'package mlp;'."), reason);
  }

  @Test
  void nothingOfThisMachineButTheLibraryCanBeNamed() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("mlp")).resolve("Secret.java"),
        "package mlp; public class Secret {}");
    String reason =
        reason(
            read(
                "mlp/MLP.java",
                "package mlp; public class MLP { Secret s; grader.intake.Submission t; }"));
    assertTrue(reason.contains("cannot find symbol"), reason);
    assertTrue(reason.contains("package grader.intake does not exist"), reason);
  }

  @Test
  void anAnnotationProcessorIsNotRun() throws IOException {
    // A processor that the source itself brings would have to be found as a class first.
    IntakeResult result =
        read(
            "MLP.java",
            """
            package mlp;

            @javax.annotation.processing.SupportedAnnotationTypes("*")
            public class MLP extends javax.annotation.processing.AbstractProcessor {
              @Override
              public boolean process(
                  java.util.Set<? extends javax.lang.model.element.TypeElement> annotations,
                  javax.annotation.processing.RoundEnvironment round) {
                throw new IllegalStateException("a processor was run");
              }
            }
            """);
    assertInstanceOf(Submission.class, result);
  }

  @Test
  void anExpressionNestedTooDeeplyIsRefusedWithoutATrace() throws IOException {
    String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);
    assertEquals(
        "cannot be compiled within 256 MiB; look for expressions or blocks nested very deeply, and"
            + " for very long constants",
        reason(read("MLP.java", "package mlp; public class MLP { int a = " + nested + "; }")));
  }

  @Test
  void aConstantThatDoublesWithEveryLineIsRefused() throws IOException {
    StringBuilder source = new StringBuilder("package mlp; public class MLP {\n");
    source.append("static final String S0 = \"").append("x".repeat(1000)).append("\";\n");
    for (int i = 1; i < 30; i++) {
      source.append("static final String S%d = S%d + S%d;\n".formatted(i, i - 1, i - 1));
    }
    String reason = reason(read("MLP.java", source.append("}").toString()));
    assertTrue(reason.startsWith("cannot be compiled within 256 MiB"), reason);
  }

  @Test
  void whatIsNoSourceAtAllIsRefusedBeforeTheCompilerSeesIt() throws IOException {
    assertEquals("is empty", reason(read("MLP.java", "")));
    assertEquals(
        "is larger than 512 KiB, which no solution is",
        reason(read("MLP.java", "/".repeat(600 << 10))));
    Files.write(folder.resolve("Latin.java"), "// größe".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        "is not encoded in UTF-8; save it in that encoding",
        reason(new SourceReader(LIBRARY).read(folder.resolve("Latin.java"))));
    assertEquals(
        "no such file; in the template it is src/main/java/mlp/MLP.java",
        reason(new SourceReader(LIBRARY).read(folder.resolve("None.java"))));
    assertEquals(
        "is no regular file; give MLP.java, or the jar made of it",
        reason(new SourceReader(LIBRARY).read(Files.createDirectory(folder.resolve("x.java")))));
  }

  private IntakeResult read(String name, String source) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, source);
    return new SourceReader(LIBRARY).read(file);
  }

  private static String reason(IntakeResult result) {
    List<String> reasons = assertInstanceOf(Rejection.class, result).reasons();
    assertEquals(1, reasons.size(), reasons::toString);
    return reasons.get(0);
  }
}
