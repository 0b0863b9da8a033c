package grader.policy;

import org.jspecify.annotations.Nullable;

/**
 * A place in a submission that breaks a rule. All but the rule and its sentence is the
 * submission's: untrusted.
 *
 * @param rule the rule's id
 * @param sentence why there is such a rule, for the student
 * @param found what is used, such as {@code java.lang.System#exit(int)}
 * @param className where, such as {@code mlp.MLP$Loss}
 * @param source the source file with its folders, such as {@code mlp/MLP.java}; null when it was
 *     compiled without that
 * @param line counted from 1; 0 when it is not known, or when it is the class as a whole
 */
public record Violation(
    String rule,
    String sentence,
    String found,
    String className,
    @Nullable String source,
    int line) {
  /** In one line: {@code mlp/MLP.java:42: java.lang.System#exit(int): The grader ends the run.} */
  public String message() {
    String place = source == null ? className : line == 0 ? source : source + ":" + line;
    return place + ": " + found + ": " + sentence;
  }
}
