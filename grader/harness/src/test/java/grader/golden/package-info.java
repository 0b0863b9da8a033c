/** Texts that tests are compared with, kept beside them. */
@NullMarked
package grader.golden;

import org.jspecify.annotations.NullMarked;
