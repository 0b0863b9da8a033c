/** Tests of the assembled product, as its users run it. */
@NullMarked
package grader.tests;

import org.jspecify.annotations.NullMarked;
