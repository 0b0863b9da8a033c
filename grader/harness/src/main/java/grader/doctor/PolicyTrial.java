package grader.doctor;

import grader.intake.IntakeResult;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import grader.policy.InvalidPolicyException;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.policy.SubmissionPolicy;
import grader.policy.UnreadableClassException;
import grader.policy.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds attacks against the installed policy, as a run does that does not switch it off. */
final class PolicyTrial {
  private final SubmissionReader reader = new SubmissionReader(Runtime.version().feature());
  private final SubmissionPolicy policy;

  /**
   * Try a policy.
   *
   * @param file the installation's
   * @throws InvalidPolicyException when it cannot be used
   */
  PolicyTrial(Path file) throws InvalidPolicyException {
    this.policy = SubmissionPolicy.read(PolicyMode.ENFORCE, file);
  }

  /**
   * Why an attack would be run all the same, in words; null when the rule that it names refuses it,
   * or when it names none.
   */
  @Nullable String notRefused(Attack attack, Path jar) throws IOException {
    String rule = attack.rule();
    if (rule == null) {
      return null;
    }
    IntakeResult intake = reader.read(jar);
    if (!(intake instanceof Submission submission)) {
      return "the policy was not asked: " + intake;
    }
    try {
      PolicyFindings findings = policy.check(submission.classes());
      Set<String> broken =
          findings.violations().stream()
              .map(Violation::rule)
              .collect(Collectors.toCollection(TreeSet::new));
      return findings.forbids() && broken.contains(rule)
          ? null
          : "the policy's rule '%s' does not refuse it; it breaks %s".formatted(rule, broken);
    } catch (InvalidPolicyException | UnreadableClassException e) {
      throw new IOException("the policy cannot be asked: " + e.getMessage(), e);
    }
  }
}
