/** The messages between grader and worker and the one codec that both ends use. */
@NullMarked
package grader.protocol;

import org.jspecify.annotations.NullMarked;
