/** Takes out of a report what its readers may not know, before anything is written of it. */
@NullMarked
package grader.feedback;

import org.jspecify.annotations.NullMarked;
