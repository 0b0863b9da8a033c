/** Tests of points. */
@NullMarked
package grader.scoring;

import org.jspecify.annotations.NullMarked;
