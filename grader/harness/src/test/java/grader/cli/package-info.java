/** Tests of the command line. */
@NullMarked
package grader.cli;

import org.jspecify.annotations.NullMarked;
