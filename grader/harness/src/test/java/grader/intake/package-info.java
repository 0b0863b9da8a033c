/** Tests of what is refused before anything runs. */
@NullMarked
package grader.intake;

import org.jspecify.annotations.NullMarked;
