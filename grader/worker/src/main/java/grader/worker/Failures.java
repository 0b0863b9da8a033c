package grader.worker;

import grader.protocol.Failure;
import grader.protocol.Failure.Kind;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts what happened to student code into words. */
final class Failures {
  private static final int MAX_TEXT_LENGTH = 500;
  private static final int MAX_FRAMES = 8;
  private static final Class<?> INITIALIZER_FAILED = ExceptionInInitializerError.class;

  private Failures() {}

  /** What a call of student code threw, in its own words and with its own stack frames. */
  static Failure thrown(String during, Throwable throwable, ClassLoader submission) {
    if (throwable instanceof OutOfMemoryError error) {
      return outOfMemory(during, error);
    }
    Throwable cause = throwable.getClass() == INITIALIZER_FAILED ? throwable.getCause() : null;
    if (cause != null && cause.getClass() != INITIALIZER_FAILED) {
      // Says nothing itself: what went wrong, and in which line, is its cause's to say.
      return thrown(during, cause, submission);
    }
    String message = nameOf(throwable);
    String text = answerOf(throwable::getMessage, "(its message cannot be read)");
    if (!text.isEmpty()) {
      message += ": " + text;
    }
    List<StackTraceElement> trace = traceOf(throwable);
    return new Failure(
        isNotImplemented(throwable, trace, submission) ? Kind.NOT_IMPLEMENTED : Kind.THREW,
        during,
        message,
        framesOf(trace, submission));
  }

  /** The simple name; an anonymous class has none, and asking a malformed one throws. */
  private static String nameOf(Throwable throwable) {
    String name = answerOf(() -> throwable.getClass().getSimpleName(), "");
    return name.isEmpty() ? bounded(throwable.getClass().getName()) : name;
  }

  /** What the template throws; a collection that cannot be changed throws it from elsewhere. */
  private static boolean isNotImplemented(
      Throwable throwable, List<StackTraceElement> trace, ClassLoader submission) {
    return throwable.getClass() == UnsupportedOperationException.class
        && !trace.isEmpty()
        && isOf(submission, trace.get(0));
  }

  private static boolean isOf(ClassLoader submission, StackTraceElement frame) {
    return submission.getName().equals(frame.getClassLoaderName());
  }

  static Failure returnedNull(String during, String what) {
    return new Failure(Kind.RETURNED_NULL, during, what, List.of());
  }

  static Failure tensorTooLarge(String during, String what, long rows, long columns) {
    String message =
        "%s is %s × %s, more than %s elements".formatted(what, rows, columns, Tensor.MAX_SIZE);
    return new Failure(Kind.TENSOR_TOO_LARGE, during, message, List.of());
  }

  /** The JDK has one error for all that can run out, and tells in its message what did. */
  static Failure outOfMemory(String during, OutOfMemoryError error) {
    String text = answerOf(error::getMessage, "");
    if (text.startsWith("unable to create native thread")) {
      return new Failure(
          Kind.TOO_MANY_THREADS,
          during,
          during + " needed more threads than the process may have",
          List.of());
    }
    String message =
        text.contains("direct buffer memory")
            ? "more memory for direct buffers was needed than the process may have"
            : text.startsWith("Unable to allocate")
                ? "more memory beside the heap was needed than the process may have"
                : "more than "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB of memory were needed";
    return new Failure(Kind.OUT_OF_MEMORY, during, message, List.of());
  }

  static Failure outputLimitExceeded(long limitBytes) {
    return new Failure(
        Kind.OUTPUT_LIMIT_EXCEEDED,
        "",
        "more than " + (limitBytes >> 20) + " MiB were printed; remove the prints",
        List.of());
  }

  static Failure workerError(String during, Throwable throwable) {
    return new Failure(Kind.WORKER_ERROR, during, throwable.toString(), List.of());
  }

  /** A submission's exception is its code: an answer may be missing, endless, or throw. */
  private static String answerOf(Supplier<@Nullable String> question, String otherwise) {
    try {
      String answer = question.get();
      return answer == null ? "" : bounded(answer);
    } catch (Throwable hostile) {
      return otherwise;
    }
  }

  private static List<StackTraceElement> traceOf(Throwable throwable) {
    try {
      return List.of(throwable.getStackTrace());
    } catch (Throwable hostile) {
      return List.of();
    }
  }

  /** The beginning of a text that may be of any length. */
  static String bounded(String text) {
    return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH) + "…";
  }

  /** As Java's own traces have it; classes compiled without -g know less. */
  private static String placeOf(StackTraceElement frame) {
    if (frame.getFileName() == null) {
      return "Unknown Source";
    }
    return frame.getLineNumber() < 0
        ? frame.getFileName()
        : frame.getFileName() + ":" + frame.getLineNumber();
  }

  private static List<String> framesOf(List<StackTraceElement> trace, ClassLoader submission) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : trace) {
      if (isOf(submission, frame)) {
        frames.add(
            bounded(
                "%s.%s(%s)"
                    .formatted(frame.getClassName(), frame.getMethodName(), placeOf(frame))));
        if (frames.size() == MAX_FRAMES) {
          break;
        }
      }
    }
    return frames;
  }
}
