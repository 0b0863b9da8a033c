package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.intake.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionCompilerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path sources;

  @Test
  void compilesAFolderToAJarThatIsGoneAtTheEnd() throws Exception {
    write("package mlp; public class MLP { record Inner() {} }");
    Path jar;
    try (SubmissionCompiler compiler = new SubmissionCompiler(List.of())) {
      Submission submission = compiler.compile(sources);
      jar = submission.jar();
      try (JarFile entries = new JarFile(jar.toFile())) {
        assertEquals(
            List.of("mlp/MLP$Inner.class", "mlp/MLP.class"),
            entries.stream().map(JarEntry::getName).toList());
      }
    }
    assertFalse(Files.exists(jar));
    assertFalse(Files.exists(jar.resolveSibling("")));
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
