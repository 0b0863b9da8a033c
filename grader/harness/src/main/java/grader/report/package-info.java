/** Writes the neutral report for people and for programs. */
@NullMarked
package grader.report;

import org.jspecify.annotations.NullMarked;
