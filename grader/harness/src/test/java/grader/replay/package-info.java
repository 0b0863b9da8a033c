/** Holds what is written of a replayed report against what the JDK would have written. */
@NullMarked
package grader.replay;

import org.jspecify.annotations.NullMarked;
