package grader.host;

import java.util.ArrayList;
import java.util.List;

/** The command line of the worker's JVM: the same limits on every rung. */
final class WorkerCommand {
  private static final String WORKER_MAIN = "grader.worker.WorkerMain";

  /** From here on a Java without foreign functions and native libraries can be asked for. */
  private static final int FIRST_JAVA_DENYING_NATIVE_ACCESS = 24;

  /**
   * From here on reflection calls by method handles, and the threshold has no meaning (JEP 416).
   */
  private static final int FIRST_JAVA_WITH_METHOD_HANDLES_FOR_REFLECTION = 18;

  private WorkerCommand() {}

  /**
   * The command.
   *
   * @param java the JVM's launcher, as the worker's own process finds it; so are all paths
   * @param archiveOptions what makes it start faster
   * @param temporaryFolder the value of {@code java.io.tmpdir}
   */
  static List<String> of(
      String java,
      List<String> archiveOptions,
      WorkerLimits limits,
      String temporaryFolder,
      String classPath) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(archiveOptions);
    command.addAll(
        List.of(
            // Nothing but frames on standard output, whatever the JVM has to say.
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            "-Xmx" + limits.memoryMebibytes() + "m",
            "-XX:MaxMetaspaceSize=" + WorkerLimits.METASPACE_MEBIBYTES + "m",
            "-XX:MaxDirectMemorySize=" + WorkerLimits.DIRECT_MEMORY_MEBIBYTES + "m",
            "-XX:ReservedCodeCacheSize=" + WorkerLimits.CODE_CACHE_MEBIBYTES + "m",
            "-Xss" + WorkerLimits.STACK_KIBIBYTES + "k",
            "-XX:ActiveProcessorCount=1",
            // A short life on little data: the collector and the compiler that start fastest.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            // It would go to standard output.
            "-XX:+SuppressFatalErrorMessage",
            // A heap that was full once is not trusted with the next case.
            "-XX:+ExitOnOutOfMemoryError",
            // The same on every machine: messages, number formats, text.
            "-Duser.language=en",
            "-Duser.country=US",
            "-Duser.timezone=UTC",
            "-Dfile.encoding=UTF-8",
            "-Djava.io.tmpdir=" + temporaryFolder));
    if (Runtime.version().feature() < FIRST_JAVA_WITH_METHOD_HANDLES_FOR_REFLECTION) {
      // It would write a class for each method that is called often, which takes longer than all
      // calls.
      command.add("-Dsun.reflect.inflationThreshold=" + Integer.MAX_VALUE);
    }
    if (Runtime.version().feature() >= FIRST_JAVA_DENYING_NATIVE_ACCESS) {
      command.add("--illegal-native-access=deny");
    }
    command.addAll(List.of("-cp", classPath, WORKER_MAIN));
    return command;
  }
}
