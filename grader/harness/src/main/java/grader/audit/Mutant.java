package grader.audit;

import java.nio.file.Path;

/**
 * A class with one change that PIT made.
 *
 * @param className as the JVM knows it, such as {@code grader.reference.MLP}
 * @param method that was changed
 * @param mutator simple name of the mutator's class
 * @param index of the changed instruction in its method: with the mutator, it tells the mutants of
 *     a method apart
 * @param lineNumber counted from 1
 * @param line of the source, without the blanks around it
 * @param change what was done, in PIT's words
 * @param classFile the changed class
 */
record Mutant(
    String className,
    String method,
    String mutator,
    int index,
    int lineNumber,
    String line,
    String change,
    Path classFile) {
  /** Unique: {@code Sigmoid.value:7#4 InlineConstantMutator: Substituted 0.0 with 1.0}. */
  String name() {
    return "%s.%s:%s#%s %s: %s"
        .formatted(simpleClassName(), method, lineNumber, index, mutator, change);
  }

  String simpleClassName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
