/** Tests of reading, drawing and preparing cases. */
@NullMarked
package grader.cases;

import org.jspecify.annotations.NullMarked;
