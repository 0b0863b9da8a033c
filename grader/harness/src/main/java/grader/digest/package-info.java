/** Digests of the files that a grade depends on. */
@NullMarked
package grader.digest;

import org.jspecify.annotations.NullMarked;
