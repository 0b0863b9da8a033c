/**
 * Shows a finished report to the JUnit Platform once more, for what writes reports from its events.
 */
@NullMarked
package grader.replay;

import org.jspecify.annotations.NullMarked;
