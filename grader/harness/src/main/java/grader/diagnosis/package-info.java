/** Says what is wrong with a submission: names the mistakes that its wrong answers come from. */
@NullMarked
package grader.diagnosis;

import org.jspecify.annotations.NullMarked;
