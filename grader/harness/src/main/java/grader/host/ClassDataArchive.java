package grader.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with the worker's classes as the JVM has them in memory, so that they need not be loaded
 * and verified at every start. Only for speed: the JVM ignores a file that is missing or that does
 * not fit.
 *
 * @param file the archive; null for none
 * @param isRecorded whether the workers of this run record what the archive is made from instead of
 *     using it: the archive itself where the JDK makes it in one step, a list of classes elsewhere
 */
public record ClassDataArchive(@Nullable Path file, boolean isRecorded) {
  /** No archive. */
  public static final ClassDataArchive NONE = new ClassDataArchive(null, false);

  /** From here on one option makes an ahead-of-time cache and one uses it (JEP 514). */
  private static final int FIRST_JAVA_WITH_AOT_CACHE = 25;

  private static final Duration TIME_TO_RECORD = Duration.ofSeconds(60);

  /** The options of the JVM that runs this. */
  List<String> options() {
    if (file == null || (!isRecorded && !Files.isReadable(file))) {
      return List.of();
    }
    boolean isAotCache = Runtime.version().feature() >= FIRST_JAVA_WITH_AOT_CACHE;
    String option =
        isRecorded
            ? (isAotCache ? "-XX:AOTCacheOutput=" : "-XX:DumpLoadedClassList=")
            : (isAotCache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=");
    return List.of(option + file);
  }

  /** How long a worker may take to end: recording happens there. */
  Duration timeToRecord() {
    return isRecorded ? TIME_TO_RECORD : Duration.ZERO;
  }
}
