/** Runs student code in a process of its own and reports the numbers that it returns. */
@NullMarked
package grader.worker;

import org.jspecify.annotations.NullMarked;
