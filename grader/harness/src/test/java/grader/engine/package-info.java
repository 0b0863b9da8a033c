/** Tests of the test engine. */
@NullMarked
package grader.engine;

import org.jspecify.annotations.NullMarked;
