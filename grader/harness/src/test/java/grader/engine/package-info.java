/** Tests of the engine, driven as JUnit drives its own. */
@NullMarked
package grader.engine;

import org.jspecify.annotations.NullMarked;
