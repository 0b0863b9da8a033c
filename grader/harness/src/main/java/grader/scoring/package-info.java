/** Folds check results into points and one neutral report. */
@NullMarked
package grader.scoring;

import org.jspecify.annotations.NullMarked;
