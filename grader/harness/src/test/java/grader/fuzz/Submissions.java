package grader.fuzz;

import grader.evidence.SubmissionCompiler;
import grader.intake.Submission;
import grader.protocol.MessageChannel;
import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.math3.linear.RealMatrix;

/** Submissions that were compiled for these tests, and what their workers see. */
public final class Submissions {
  private static final Path SAMPLE = Path.of("..", "..", "tests", "submissions", "correct-sample");

  private Submissions() {}

  /** The class path of a worker. */
  public static List<Path> workerClassPath() {
    return List.of(locationOf(MessageChannel.class), locationOf(RealMatrix.class));
  }

  /** The correct solution. */
  static Submission sample() throws Exception {
    return compiled(SAMPLE);
  }

  /** The submission of a folder of sources. */
  public static Submission compiled(Path sources) throws Exception {
    try (SubmissionCompiler compiler =
        new SubmissionCompiler(List.of(locationOf(RealMatrix.class)))) {
      return compiler.compile(sources);
    }
  }

  /** The correct solution's jar. */
  static byte[] sampleJar() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : sample().bindRequest().classes().entrySet()) {
        jar.putNextEntry(new ZipEntry(each.getKey() + ".class"));
        jar.write(each.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
