/** Says what a submission may not use, and finds where it does. */
@NullMarked
package grader.policy;

import org.jspecify.annotations.NullMarked;
