/** Tests of the reports. */
@NullMarked
package grader.report;

import org.jspecify.annotations.NullMarked;
