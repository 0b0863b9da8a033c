/** Starts workers, owns their deadlines, and says how each case ended. */
@NullMarked
package grader.host;

import org.jspecify.annotations.NullMarked;
