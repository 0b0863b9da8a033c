/** Looks at a submitted file as data, and refuses what cannot be graded. */
@NullMarked
package grader.intake;

import org.jspecify.annotations.NullMarked;
