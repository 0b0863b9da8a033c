/** Tests of comparisons and verdicts. */
@NullMarked
package grader.checking;

import org.jspecify.annotations.NullMarked;
