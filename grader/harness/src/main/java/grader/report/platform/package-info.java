/**
 * Writes reports for places that have their own notions of points, of who may see what, and of how
 * large a report may be. What such a place reads was written down from its documentation and its
 * source, each named where it is used.
 */
@NullMarked
package grader.report.platform;

import org.jspecify.annotations.NullMarked;
