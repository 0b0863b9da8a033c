package grader.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.protocol.Failure;
import grader.protocol.Failure.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What student code throws is told in words, whatever it does to prevent that. */
class FailuresTest {
  private static final ClassLoader SUBMISSION = new SubmissionClassLoader(Map.of());

  private static StackTraceElement own(String method, int line) {
    return new StackTraceElement("submission", null, null, "mlp.MLP", method, "MLP.java", line);
  }

  private static StackTraceElement library(String method) {
    return new StackTraceElement("app", null, null, "lib.Matrix", method, "Matrix.java", 7);
  }

  private static <T extends Throwable> T at(T throwable, StackTraceElement... trace) {
    throwable.setStackTrace(trace);
    return throwable;
  }

  private static Failure thrown(Throwable throwable) {
    return Failures.thrown("forward", throwable, SUBMISSION);
  }

  /** An exception whose every answer is the submission's. */
  private static class Own extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void anExceptionIsToldByItsTypeItsMessageAndTheSubmissionsOwnFrames() {
    Throwable throwable =
        at(
            new IllegalStateException("no cache"),
            library("multiply"),
            own("affine", 42),
            library("apply"),
            own("forward", 17));
    assertEquals(
        new Failure(
            Kind.THREW,
            "forward",
            "IllegalStateException: no cache",
            List.of("mlp.MLP.affine(MLP.java:42)", "mlp.MLP.forward(MLP.java:17)")),
        thrown(throwable));
  }

  @Test
  void framesOfClassesThatWereCompiledWithoutLinesAreToldAsFarAsTheyAreKnown() {
    StackTraceElement noLine =
        new StackTraceElement("submission", null, null, "mlp.MLP", "f", "MLP.java", -1);
    StackTraceElement noFile =
        new StackTraceElement("submission", null, null, "mlp.MLP", "g", null, -1);
    assertEquals(
        List.of("mlp.MLP.f(MLP.java)", "mlp.MLP.g(Unknown Source)"),
        thrown(at(new IllegalStateException(), noLine, noFile)).trace());
  }

  @Test
  void anExceptionWithoutAMessageIsToldByItsType() {
    assertEquals("NullPointerException", thrown(at(new NullPointerException())).message());
  }

  @Test
  void onlyTheInnermostFramesOfADeepRecursionAreTold() {
    StackTraceElement[] trace =
        Collections.nCopies(1024, own("f", 3)).toArray(n -> new StackTraceElement[n]);
    assertEquals(
        Collections.nCopies(8, "mlp.MLP.f(MLP.java:3)"),
        thrown(at(new StackOverflowError(), trace)).trace());
  }

  @Test
  void theTemplatesExceptionMeansNotImplemented() {
    Throwable throwable =
        at(new UnsupportedOperationException("forward is not implemented yet"), own("forward", 9));
    assertEquals(Kind.NOT_IMPLEMENTED, thrown(throwable).kind());
  }

  @Test
  void theSameExceptionOfALibraryMeansAMistake() {
    Throwable throwable =
        at(new UnsupportedOperationException(), library("add"), own("forward", 9));
    assertEquals(Kind.THREW, thrown(throwable).kind());
    assertEquals(Kind.THREW, thrown(at(new UnsupportedOperationException())).kind());
  }

  @Test
  void aSubtypeOfTheTemplatesExceptionMeansAMistake() {
    class Special extends UnsupportedOperationException {
      private static final long serialVersionUID = 1;
    }

    assertEquals(Kind.THREW, thrown(at(new Special(), own("forward", 9))).kind());
  }

  @Test
  void theCauseOfAFailedInitializerIsTold() {
    Throwable cause = at(new ArithmeticException("/ by zero"), own("<clinit>", 5));
    Failure failure = thrown(new ExceptionInInitializerError(cause));
    assertEquals("ArithmeticException: / by zero", failure.message());
    assertEquals(List.of("mlp.MLP.<clinit>(MLP.java:5)"), failure.trace());
  }

  @Test
  void anEndlessChainOfFailedInitializersIsTold() {
    Throwable chain = new IllegalStateException();
    for (int i = 0; i < 20_000; i++) {
      chain = new ExceptionInInitializerError(chain);
    }
    assertEquals("ExceptionInInitializerError", thrown(chain).message());
  }

  @Test
  void anExceptionWithoutANameOfItsOwnIsToldByThatOfItsClass() {
    String message = thrown(at(new Own() {})).message();
    assertTrue(message.matches("grader\\.worker\\.FailuresTest\\$\\d+"), message);
  }

  @Test
  void anExhaustedHeapIsTheMemoryLimit() {
    Failure failure = thrown(new OutOfMemoryError("of the submission's own"));
    assertEquals(Kind.OUT_OF_MEMORY, failure.kind());
    assertTrue(failure.message().matches("more than \\d+ MiB of memory were needed"));
  }

  /** The JDK has one error for all that can run out. */
  @Test
  void whatElseRunsOutIsToldFromTheHeap() {
    Failure threads =
        thrown(
            new OutOfMemoryError(
                "unable to create native thread: possibly out of memory or process/resource limits"
                    + " reached"));
    assertEquals(Kind.TOO_MANY_THREADS, threads.kind());
    assertEquals("forward needed more threads than the process may have", threads.message());
    assertEquals(
        "more memory for direct buffers was needed than the process may have",
        thrown(
                new OutOfMemoryError(
                    "Cannot reserve 1048576 bytes of direct buffer memory (allocated: 16777216,"
                        + " limit: 16777216)"))
            .message());
    assertEquals(
        "more memory beside the heap was needed than the process may have",
        thrown(new OutOfMemoryError("Unable to allocate 1048576 bytes")).message());
  }

  @Test
  void anEndlessMessageIsCut() {
    String message = thrown(new IllegalStateException("m".repeat(1 << 20))).message();
    assertEquals("IllegalStateException: " + "m".repeat(500) + "…", message);
  }

  @Test
  void aMessageOf500CharactersIsNotCut() {
    String text = "m".repeat(500);
    assertEquals(
        "IllegalStateException: " + text, thrown(new IllegalStateException(text)).message());
  }

  @Test
  void aMessageThatThrowsIsToldSo() {
    class Hostile extends Own {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new StackOverflowError();
      }
    }

    assertEquals("Hostile: (its message cannot be read)", thrown(new Hostile()).message());
  }

  @Test
  void aMessageThatIsNullIsLeftOut() {
    class Silent extends Own {
      private static final long serialVersionUID = 1;

      @Override
      public @Nullable String getMessage() {
        return null;
      }
    }

    assertEquals("Silent", thrown(new Silent()).message());
  }

  @Test
  void aTraceThatThrowsIsLeftOut() {
    class Hostile extends Own {
      private static final long serialVersionUID = 1;

      @Override
      public StackTraceElement[] getStackTrace() {
        throw this;
      }
    }

    assertEquals(new Failure(Kind.THREW, "forward", "Hostile", List.of()), thrown(new Hostile()));
  }

  @Test
  @SuppressWarnings("NullAway") // As hostile code may do.
  void aTraceOfNullsIsLeftOut() {
    class Hostile extends Own {
      private static final long serialVersionUID = 1;

      private final StackTraceElement @Nullable [] trace;

      Hostile(StackTraceElement @Nullable [] trace) {
        this.trace = trace;
      }

      @Override
      public StackTraceElement[] getStackTrace() {
        return trace;
      }
    }

    assertEquals(List.of(), thrown(new Hostile(null)).trace());
    assertEquals(List.of(), thrown(new Hostile(new StackTraceElement[1])).trace());
  }

  @Test
  void aFrameOfAnEndlessNameIsCut() {
    String frame = thrown(at(new Own(), own("f".repeat(60_000), 1))).trace().get(0);
    assertEquals("mlp.MLP." + "f".repeat(492) + "…", frame);
  }
}
