/**
 * Holds reports against what their readers ask for: schemas and readers that were not written here,
 * or were written down from their documentation. It knows nothing of the grader's classes, so that
 * the tests of the installed product use it too.
 */
@NullMarked
package grader.validity;

import org.jspecify.annotations.NullMarked;
