/** Tests of what runs student code, with submissions compiled on the spot. */
@NullMarked
package grader.worker;

import org.jspecify.annotations.NullMarked;
