/**
 * Writes the neutral report as one page for a browser, in which nothing is fetched from elsewhere.
 */
@NullMarked
package grader.html;

import org.jspecify.annotations.NullMarked;
