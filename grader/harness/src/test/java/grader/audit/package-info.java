/** Tests of judging a suite by what it kills. */
@NullMarked
package grader.audit;

import org.jspecify.annotations.NullMarked;
