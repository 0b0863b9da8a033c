package grader.policy;

import java.util.List;

/** A policy file cannot be used; nothing is graded. */
public final class InvalidPolicyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidPolicyException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong with the file, each as {@code file:line:column: message}. */
  public List<String> problems() {
    return problems;
  }
}
