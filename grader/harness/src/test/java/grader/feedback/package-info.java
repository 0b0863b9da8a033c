/** What a level of feedback leaves out is nowhere in the report that is left. */
@NullMarked
package grader.feedback;

import org.jspecify.annotations.NullMarked;
