package grader.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar brings its own classes and nothing else. */
class SubmissionClassLoaderTest {
  private static final byte[] NO_CLASS = {0};

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private SubmissionClassLoader loader(SubmissionJar jar) {
    return new SubmissionClassLoader(jar.write());
  }

  private SubmissionJar jar() {
    return new SubmissionJar(directory);
  }

  @Test
  void theClassesOfTheJarAreItsOwn() throws ClassNotFoundException {
    SubmissionClassLoader loader = loader(jar().source("mlp/MLP.java", SubmissionJar.MLP));
    assertSame(loader, loader.loadClass("mlp.MLP").getClassLoader());
    assertSame(loader, loader.loadClass("mlp.MLP$Loss").getClassLoader());
  }

  @Test
  void aCopyOfCommonsMathIsIgnored() throws ClassNotFoundException {
    SubmissionClassLoader loader =
        loader(
            jar()
                .source(
                    "org/apache/commons/math3/linear/MatrixUtils.java",
                    "package org.apache.commons.math3.linear; public class MatrixUtils {}"));
    assertSame(MatrixUtils.class, loader.loadClass("org.apache.commons.math3.linear.MatrixUtils"));
  }

  @Test
  void aCopyOfTheWorkerIsIgnored() throws ClassNotFoundException {
    SubmissionClassLoader loader = loader(jar().entry("grader/worker/WorkerMain.class", NO_CLASS));
    assertSame(WorkerMain.class, loader.loadClass("grader.worker.WorkerMain"));
  }

  @Test
  void aCopyOfTheJdkIsIgnored() throws ClassNotFoundException {
    SubmissionClassLoader loader = loader(jar().entry("java/lang/Math.class", NO_CLASS));
    assertSame(Math.class, loader.loadClass("java.lang.Math"));
  }

  @Test
  void theClassPathOfTheManifestIsIgnored() throws IOException {
    Path libraries = Files.createDirectory(directory.resolve("lib"));
    Path library =
        new SubmissionJar(libraries).source("lib/Tape.java", "package lib; class Tape {}").write();
    String manifest = "Manifest-Version: 1.0\nClass-Path: " + directory.relativize(library) + "\n";
    SubmissionClassLoader loader =
        loader(jar().entry("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.US_ASCII)));
    assertThrows(ClassNotFoundException.class, () -> loader.loadClass("lib.Tape"));
  }

  @Test
  void classesForOtherJavaVersionsAreIgnored() throws ReflectiveOperationException {
    String manifest = "Manifest-Version: 1.0\nMulti-Release: true\n";
    SubmissionClassLoader loader =
        loader(
            jar()
                .source("mlp/Plain.java", "package mlp; public class Plain {}")
                .entry("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.US_ASCII))
                .entry("META-INF/versions/9/mlp/Plain.class", NO_CLASS)
                .entry("META-INF/versions/9/mlp/Newer.class", NO_CLASS));
    assertEquals("mlp.Plain", loader.loadClass("mlp.Plain").getName());
    assertThrows(ClassNotFoundException.class, () -> loader.loadClass("mlp.Newer"));
  }

  @Test
  void resourcesAreNotFound() {
    SubmissionClassLoader loader =
        loader(jar().entry("weights.txt", "0.25".getBytes(StandardCharsets.US_ASCII)));
    assertNull(loader.getResource("weights.txt"));
    assertNull(loader.getResourceAsStream("weights.txt"));
  }

  @Test
  void anEnormousClassIsRefused() {
    SubmissionClassLoader loader =
        loader(jar().entry("mlp/Enormous.class", new byte[(4 << 20) + 1]));
    ClassNotFoundException thrown =
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("mlp.Enormous"));
    assertEquals("mlp.Enormous is larger than 4194304 bytes", thrown.getMessage());
  }

  @Test
  void aJarThatIsOnlyAPartHasNoClasses() throws IOException {
    Path jar = jar().source("mlp/MLP.java", SubmissionJar.MLP).write();
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
    assertThrows(
        ClassNotFoundException.class, () -> new SubmissionClassLoader(jar).loadClass("mlp.MLP"));
  }
}
