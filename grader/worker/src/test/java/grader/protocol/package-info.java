/** Tests of the messages and their codec. */
@NullMarked
package grader.protocol;

import org.jspecify.annotations.NullMarked;
