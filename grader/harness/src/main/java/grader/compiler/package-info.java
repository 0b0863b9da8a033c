/** Makes a submission of a single source file, with a compiler that is shut off like a worker. */
@NullMarked
package grader.compiler;

import org.jspecify.annotations.NullMarked;
