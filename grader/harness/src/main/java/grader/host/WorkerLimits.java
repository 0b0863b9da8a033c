package grader.host;

import java.time.Duration;

/**
 * What a worker may use.
 *
 * @param memoryMebibytes heap, in MiB
 * @param start for the process to start and bind the submission, wall time
 * @param perCase for one case, wall time, the start not counted
 */
public record WorkerLimits(int memoryMebibytes, Duration start, Duration perCase) {
  /** Classes: the worker's, commons-math3's and the submission's are 10 MiB together. */
  static final int METASPACE_MEBIBYTES = 64;

  /** Buffers outside the heap, of which nobody needs any. */
  static final int DIRECT_MEMORY_MEBIBYTES = 16;

  /** Compiled code. */
  static final int CODE_CACHE_MEBIBYTES = 32;

  /** A thread's stack: the JDK's own default, on every machine. */
  static final int STACK_KIBIBYTES = 1024;

  /** What a JVM takes itself, which is 40 MiB, and the stacks of more threads than one. */
  private static final int OTHER_MEBIBYTES = 128;

  /** Memory of the whole process, in MiB: all of the above together. */
  int processMebibytes() {
    return memoryMebibytes
        + METASPACE_MEBIBYTES
        + DIRECT_MEMORY_MEBIBYTES
        + CODE_CACHE_MEBIBYTES
        + OTHER_MEBIBYTES;
  }
}
