package grader.intake;

import java.nio.file.Path;

/**
 * A submitted jar that was looked at as data. None of its classes was loaded.
 *
 * @param jar where it is
 * @param bytes its size
 */
public record Submission(Path jar, long bytes) implements IntakeResult {}
