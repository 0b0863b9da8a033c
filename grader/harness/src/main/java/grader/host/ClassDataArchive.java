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
 * @param use what the workers of this run do with it
 */
public record ClassDataArchive(@Nullable Path file, Use use) {
  /** What the workers of a run do with the file. */
  public enum Use {
    /** Start from it. */
    START,
    /**
     * Record what it is made from: the archive itself where the JDK makes it in one step, a list of
     * classes elsewhere.
     */
    RECORD,
    /** Write the list of their classes, from which another Java makes an archive. */
    LIST
  }

  /** No archive. */
  public static final ClassDataArchive NONE = new ClassDataArchive(null, Use.START);

  /** From here on one option makes an ahead-of-time cache and one uses it (JEP 514). */
  private static final int FIRST_JAVA_WITH_AOT_CACHE = 25;

  private static final Duration TIME_TO_RECORD = Duration.ofSeconds(60);

  /** The options of the JVM that runs this. */
  List<String> options() {
    if (file == null || (use == Use.START && !Files.isReadable(file))) {
      return List.of();
    }
    boolean isAotCache = Runtime.version().feature() >= FIRST_JAVA_WITH_AOT_CACHE;
    String option =
        switch (use) {
          case START -> isAotCache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
          case RECORD -> isAotCache ? "-XX:AOTCacheOutput=" : "-XX:DumpLoadedClassList=";
          case LIST -> "-XX:DumpLoadedClassList=";
        };
    return List.of(option + file);
  }

  /** How long a worker may take to end: recording happens there. */
  Duration timeToRecord() {
    return use == Use.START ? Duration.ZERO : TIME_TO_RECORD;
  }
}
