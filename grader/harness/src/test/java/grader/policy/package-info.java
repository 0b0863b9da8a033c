/** Tests of policies: what is read, what is found, and that nothing is overlooked to save time. */
@NullMarked
package grader.policy;

import org.jspecify.annotations.NullMarked;
