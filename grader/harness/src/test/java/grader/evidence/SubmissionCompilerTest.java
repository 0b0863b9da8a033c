package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.compiler.TemporaryFolder;
import grader.intake.ClassFile;
import grader.intake.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionCompilerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path sources;

  @Test
  void compilesAFolderToClassesThatOutliveIt() throws Exception {
    write("package mlp; public class MLP { record Inner() {} }");
    Submission submission;
    try (SubmissionCompiler compiler = new SubmissionCompiler(List.of())) {
      submission = compiler.compile(sources);
    }
    assertEquals(
        List.of("mlp/MLP$Inner", "mlp/MLP"),
        submission.classes().stream().map(ClassFile::name).toList());
  }

  @Test
  void itsFolderIsGoneAtTheEnd() throws IOException {
    TemporaryFolder folder = new TemporaryFolder("grader-submissions-");
    Files.createDirectory(folder.path().resolve("classes"));
    Files.writeString(folder.path().resolve("classes/MLP.class"), "");
    folder.close();
    assertFalse(Files.exists(folder.path()));
  }

  @Test
  void saysWhatJavacSays() throws IOException {
    write("package mlp;\npublic class MLP { int x = y; }\n");
    try (SubmissionCompiler compiler = new SubmissionCompiler(List.of())) {
      String message =
          assertThrows(UngradableSubmissionException.class, () -> compiler.compile(sources))
              .reasons()
              .get(0);
      assertTrue(message.contains("MLP.java:2: error: cannot find symbol"), message);
      assertTrue(message.contains("symbol:   variable y"), message);
    }
  }

  @Test
  void seesNothingButItsClassPath() throws IOException {
    write("package mlp; public class MLP { org.junit.jupiter.api.Test test; }");
    try (SubmissionCompiler compiler = new SubmissionCompiler(List.of())) {
      assertThrows(UngradableSubmissionException.class, () -> compiler.compile(sources));
    }
  }

  @Test
  void refusesWhatIntakeRefuses() throws IOException {
    Files.writeString(sources.resolve("Other.java"), "class Other {}");
    try (SubmissionCompiler compiler = new SubmissionCompiler(List.of())) {
      UngradableSubmissionException e =
          assertThrows(UngradableSubmissionException.class, () -> compiler.compile(sources));
      assertTrue(e.reasons().get(0).contains("has no class mlp.MLP"), e.getMessage());
    }
  }

  @Test
  void refusesAFolderWithoutSources() throws IOException {
    try (SubmissionCompiler compiler = new SubmissionCompiler(List.of())) {
      UngradableSubmissionException e =
          assertThrows(UngradableSubmissionException.class, () -> compiler.compile(sources));
      assertTrue(e.reasons().get(0).startsWith("no source in " + sources), e.getMessage());
    }
  }

  private void write(String source) throws IOException {
    Path file = sources.resolve("mlp/MLP.java");
    Files.createDirectories(sources.resolve("mlp"));
    Files.writeString(file, source);
  }
}
