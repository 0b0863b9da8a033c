/** Shows what an HTML report says of a picture. */
@NullMarked
package grader.html;

import org.jspecify.annotations.NullMarked;
