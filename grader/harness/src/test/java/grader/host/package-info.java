/** Tests of workers, against processes that behave and misbehave as told. */
@NullMarked
package grader.host;

import org.jspecify.annotations.NullMarked;
