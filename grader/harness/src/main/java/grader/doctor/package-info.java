/** Attacks the grader on its user's own machine, and says which promises hold there. */
@NullMarked
package grader.doctor;

import org.jspecify.annotations.NullMarked;
