/** Reads case files strictly and turns a case into the numbers that it stands for. */
@NullMarked
package grader.cases;

import org.jspecify.annotations.NullMarked;
