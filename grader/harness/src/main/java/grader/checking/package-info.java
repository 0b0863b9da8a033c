/** Decides whether what a submission returned is what was expected, and names every outcome. */
@NullMarked
package grader.checking;

import org.jspecify.annotations.NullMarked;
