/**
 * Packs the grader for a place that runs it: that place's own files, the installation and the tests
 * in one archive, so that what is uploaded is what was tried.
 */
@NullMarked
package grader.integration;

import org.jspecify.annotations.NullMarked;
