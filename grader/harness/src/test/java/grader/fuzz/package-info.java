/** Inputs that nobody would write, made from ones that somebody did. */
@NullMarked
package grader.fuzz;

import org.jspecify.annotations.NullMarked;
