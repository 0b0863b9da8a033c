/** Tests of the laws, on answers that are made up. */
@NullMarked
package grader.property;

import org.jspecify.annotations.NullMarked;
