/** Shows suites, cases and checks to the JUnit Platform as containers and tests. */
@NullMarked
package grader.engine;

import org.jspecify.annotations.NullMarked;
