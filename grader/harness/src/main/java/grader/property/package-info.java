/**
 * Laws that a right network obeys whatever its numbers are, so that no expected value is needed.
 */
@NullMarked
package grader.property;

import org.jspecify.annotations.NullMarked;
