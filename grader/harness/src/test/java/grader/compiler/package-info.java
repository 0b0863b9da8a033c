/** A source becomes a submission, or a sentence; whatever it does to the compiler. */
@NullMarked
package grader.compiler;

import org.jspecify.annotations.NullMarked;
