package mlp;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One call of the student's code: what it returned, or why it returned nothing.
 *
 * @param result what was returned; null if there is a problem
 * @param problem null if there is a result
 */
record StudentCall<T>(T result, Problem problem) {

  private static final long TIME_LIMIT_SECONDS = 10;
  private static final boolean IS_DEBUGGED =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .anyMatch(argument -> argument.startsWith("-agentlib:jdwp"));

  /**
   * Why a call gave no result.
   *
   * @param message one line that names the method
   * @param stackTrace the student's part of the stack, innermost first; empty if it tells nothing
   */
  record Problem(String message, StackTraceElement[] stackTrace) {}

  /** Calls, in a thread of its own, so that an endless loop can be told from a slow test. */
  static <T> StudentCall<T> of(String method, Callable<T> code) {
    FutureTask<T> task = new FutureTask<>(code);
    Thread thread = new Thread(task, "call of " + method);
    thread.setDaemon(true);
    thread.start();
    try {
      // Someone who steps through the code with a debugger may take all the time in the world.
      T result = IS_DEBUGGED ? task.get() : task.get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
      return result == null
          ? withProblem(method + " returned null")
          : new StudentCall<>(result, null);
    } catch (ExecutionException e) {
      return withThrown(method, e.getCause());
    } catch (TimeoutException e) {
      StackTraceElement[] stackTrace = studentsPart(thread.getStackTrace());
      return new StudentCall<>(
          null,
          new Problem(
              "%s was still running after %d seconds%s"
                  .formatted(method, TIME_LIMIT_SECONDS, lines(stackTrace)),
              stackTrace));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return withProblem(method + " was interrupted");
    }
  }

  /** Continues with the result, if there is one. */
  <U> StudentCall<U> map(Function<T, U> mapping) {
    return problem == null
        ? new StudentCall<>(mapping.apply(result), null)
        : new StudentCall<>(null, problem);
  }

  /** Continues with a part of the result that the student may have left null. */
  <U> StudentCall<U> part(Function<T, U> mapping, String messageIfNull) {
    StudentCall<U> part = map(mapping);
    return part.problem == null && part.result == null ? withProblem(messageIfNull) : part;
  }

  private static <T> StudentCall<T> withProblem(String message) {
    return new StudentCall<>(null, new Problem(message, new StackTraceElement[0]));
  }

  private static <T> StudentCall<T> withThrown(String method, Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof UnsupportedOperationException
        && message != null
        && message.endsWith("is not implemented yet")) {
      return withProblem(message);
    }
    StackTraceElement[] stackTrace = studentsPart(thrown.getStackTrace());
    String cause = thrown.getCause() == null ? "" : ", caused by " + describe(thrown.getCause());
    return new StudentCall<>(
        null,
        new Problem(method + " threw " + describe(thrown) + lines(stackTrace) + cause, stackTrace));
  }

  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.replaceAll("\\s*\\R\\s*", " "));
  }

  /** The frames above ours: the student's code and what it called. */
  private static StackTraceElement[] studentsPart(StackTraceElement[] stackTrace) {
    return Arrays.stream(stackTrace)
        .takeWhile(frame -> !frame.getClassName().startsWith(CaseRun.class.getName()))
        .limit(30) // of a stack overflow, the rest is repetition
        .toArray(StackTraceElement[]::new);
  }

  private static boolean isStudents(StackTraceElement frame) {
    return frame.getClassName().startsWith("mlp.");
  }

  /** " (MLP.java:250, called from MLP.java:171)": the innermost of the student's own lines. */
  private static String lines(StackTraceElement[] stackTrace) {
    String lines =
        Arrays.stream(stackTrace)
            .filter(StudentCall::isStudents)
            .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
            .distinct()
            .limit(3)
            .collect(Collectors.joining(", called from "));
    return lines.isEmpty() ? "" : " (" + lines + ")";
  }
}
