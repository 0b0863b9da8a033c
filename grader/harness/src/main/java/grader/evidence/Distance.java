package grader.evidence;

/**
 * How far off one answer was.
 *
 * @param submission the name of its folder
 * @param seed of the draw
 * @param ratio as in {@link CheckObservation#ratio}: the share of the tolerance that it takes
 */
public record Distance(String submission, long seed, double ratio) {}
