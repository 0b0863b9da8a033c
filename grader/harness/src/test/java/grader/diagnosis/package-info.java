/** Tests of the diagnosis without a reference: what expected values alone can show. */
@NullMarked
package grader.diagnosis;

import org.jspecify.annotations.NullMarked;
