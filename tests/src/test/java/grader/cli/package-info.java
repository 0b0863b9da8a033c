/** Stands where the grader's command line is, to call it without a process of its own. */
@NullMarked
package grader.cli;

import org.jspecify.annotations.NullMarked;
