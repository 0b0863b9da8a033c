@NullMarked
package grader.reference;

import org.jspecify.annotations.NullMarked;
