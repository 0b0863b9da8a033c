/**
 * Judges a suite by what it kills: wrong submissions, mutants of the reference, trivial answers.
 */
@NullMarked
package grader.audit;

import org.jspecify.annotations.NullMarked;
