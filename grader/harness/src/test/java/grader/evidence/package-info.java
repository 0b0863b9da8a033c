/** Tests of what runs submissions on many draws. */
@NullMarked
package grader.evidence;

import org.jspecify.annotations.NullMarked;
