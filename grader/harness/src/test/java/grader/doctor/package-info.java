/** Tests of the doctor's tools; what it finds is tested on the assembled product. */
@NullMarked
package grader.doctor;

import org.jspecify.annotations.NullMarked;
