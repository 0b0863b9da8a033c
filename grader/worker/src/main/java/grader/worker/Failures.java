package grader.worker;

import grader.protocol.Failure;
import grader.protocol.Failure.Kind;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Puts what happened to student code into words. */
final class Failures {
  private static final int MAX_MESSAGE_LENGTH = 500;
  private static final int MAX_FRAMES = 8;

  private Failures() {}

  /** What a call of student code threw, in its own words and with its own stack frames. */
  static Failure thrown(String during, Throwable throwable, ClassLoader submission) {
    if (throwable instanceof OutOfMemoryError) {
      return outOfMemory(during);
    }
    String message = describe(throwable);
    Throwable shown = throwable;
    if (throwable.getClass() == ExceptionInInitializerError.class && throwable.getCause() != null) {
      // Says nothing itself: what went wrong, and in which line, is its cause's to say.
      shown = throwable.getCause();
      message += ": " + describe(shown);
    }
    return new Failure(
        isNotImplemented(throwable, submission) ? Kind.NOT_IMPLEMENTED : Kind.THREW,
        during,
        message,
        framesOf(shown, submission));
  }

  private static String describe(Throwable throwable) {
    // Not the simple name: an anonymous class has none, and asking a malformed one throws.
    String name = throwable.getClass().getName();
    name = name.substring(name.lastIndexOf('.') + 1);
    String text = messageOf(throwable);
    return text.isEmpty() ? name : name + ": " + text;
  }

  /** What the template throws; a collection that cannot be changed throws it from elsewhere. */
  private static boolean isNotImplemented(Throwable throwable, ClassLoader submission) {
    List<StackTraceElement> trace = traceOf(throwable);
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
        "%s is %d × %d, more than %d elements".formatted(what, rows, columns, Tensor.MAX_SIZE);
    return new Failure(Kind.TENSOR_TOO_LARGE, during, message, List.of());
  }

  static Failure outOfMemory(String during) {
    return new Failure(
        Kind.OUT_OF_MEMORY,
        during,
        "more than " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of memory were needed",
        List.of());
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

  /** A submission's exception is its code: its message may be missing, endless, or throw. */
  private static String messageOf(Throwable throwable) {
    String message;
    try {
      message = throwable.getMessage();
    } catch (Throwable hostile) {
      return "(its message cannot be read)";
    }
    if (message == null) {
      return "";
    }
    return message.length() <= MAX_MESSAGE_LENGTH
        ? message
        : message.substring(0, MAX_MESSAGE_LENGTH) + "…";
  }

  /** As little to be trusted as the message: it may be missing, or throw. */
  private static List<StackTraceElement> traceOf(Throwable throwable) {
    try {
      return List.of(throwable.getStackTrace());
    } catch (Throwable hostile) {
      return List.of();
    }
  }

  private static List<String> framesOf(Throwable throwable, ClassLoader submission) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement frame : traceOf(throwable)) {
      if (isOf(submission, frame)) {
        frames.add(
            "%s.%s(%s:%d)"
                .formatted(
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber()));
        if (frames.size() == MAX_FRAMES) {
          break;
        }
      }
    }
    return frames;
  }
}
