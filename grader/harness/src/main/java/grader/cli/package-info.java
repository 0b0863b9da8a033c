/** The command line: arguments in, exit code out, the objects wired by hand. */
@NullMarked
package grader.cli;

import org.jspecify.annotations.NullMarked;
