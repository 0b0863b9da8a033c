package grader.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A submission brings its own classes and nothing else. */
class SubmissionClassLoaderTest {
  private static final byte[] NO_CLASS = {0};

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private SubmissionClassLoader loader(SubmissionSources sources) {
    return new SubmissionClassLoader(sources.classFiles());
  }

  private SubmissionSources sources() {
    return new SubmissionSources(directory);
  }

  @Test
  void theClassesOfTheJarAreItsOwn() throws ClassNotFoundException {
    SubmissionClassLoader loader = loader(sources().source("mlp/MLP.java", SubmissionSources.MLP));
    assertSame(loader, loader.loadClass("mlp.MLP").getClassLoader());
    assertSame(loader, loader.loadClass("mlp.MLP$Loss").getClassLoader());
  }

  @Test
  void aCopyOfCommonsMathIsIgnored() throws ClassNotFoundException {
    SubmissionClassLoader loader =
        loader(
            sources()
                .source(
                    "org/apache/commons/math3/linear/MatrixUtils.java",
                    "package org.apache.commons.math3.linear; public class MatrixUtils {}"));
    assertSame(MatrixUtils.class, loader.loadClass("org.apache.commons.math3.linear.MatrixUtils"));
  }

  @Test
  void aCopyOfTheWorkerIsIgnored() throws ClassNotFoundException {
    SubmissionClassLoader loader =
        loader(sources().entry("grader/worker/WorkerMain.class", NO_CLASS));
    assertSame(WorkerMain.class, loader.loadClass("grader.worker.WorkerMain"));
  }

  @Test
  void aCopyOfTheJdkIsIgnored() throws ClassNotFoundException {
    SubmissionClassLoader loader = loader(sources().entry("java/lang/Math.class", NO_CLASS));
    assertSame(Math.class, loader.loadClass("java.lang.Math"));
  }

  @Test
  void resourcesAreNotFound() {
    SubmissionClassLoader loader =
        loader(sources().entry("weights.txt", "0.25".getBytes(StandardCharsets.US_ASCII)));
    assertNull(loader.getResource("weights.txt"));
    assertNull(loader.getResourceAsStream("weights.txt"));
  }

  @Test
  void aClassThatIsNotThereIsNotFound() {
    SubmissionClassLoader loader = loader(sources().source("mlp/MLP.java", SubmissionSources.MLP));
    ClassNotFoundException thrown =
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("mlp.Helper"));
    assertEquals("mlp.Helper", thrown.getMessage());
  }

  @Test
  void aClassUnderAnotherNameIsRefused() {
    Map<String, byte[]> classes =
        sources().source("mlp/Plain.java", "package mlp; public class Plain {}").classFiles();
    SubmissionClassLoader loader =
        new SubmissionClassLoader(Map.of("mlp/Other", classes.getOrDefault("mlp/Plain", NO_CLASS)));
    assertThrows(NoClassDefFoundError.class, () -> loader.loadClass("mlp.Other"));
  }
}
