/**
 * Runs many submissions on many draws of a suite's numbers, for whoever judges the suite itself;
 * grading does not load any of it.
 */
@NullMarked
package grader.evidence;

import org.jspecify.annotations.NullMarked;
