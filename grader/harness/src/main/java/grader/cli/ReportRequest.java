package grader.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A report that is to be written.
 *
 * @param output its file; null for standard output
 */
record ReportRequest(ReportFormat format, @Nullable Path output) {}
