package grader.policy;

import grader.intake.ClassFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds submissions against a policy file.
 *
 * <p>An ordinary solution is seen to be clean by what its class files name, in a millisecond.
 * forbiddenapis is asked about all others, which takes about as long as a whole run. The policy
 * that the grader comes with is known to name what exists; any other is checked by forbiddenapis in
 * every run.
 */
public final class SubmissionPolicy {
  /** Digest of the file that a test checked whole. */
  static final String KNOWN_SHA256 =
      "d686cd7cb18444f9fa39d5ca36956f98cadf30267b01186beea129f9ae95e8f4";

  /** More than anyone reads; a hostile jar may have any number. */
  private static final int MAX_VIOLATIONS = 1000;

  private final PolicyMode mode;
  private final String file;
  private final Policy policy;

  private SubmissionPolicy(PolicyMode mode, String file, Policy policy) {
    this.mode = mode;
    this.file = file;
    this.policy = policy;
  }

  /**
   * Read a policy file.
   *
   * @param mode not {@link PolicyMode#OFF}
   * @throws InvalidPolicyException when it cannot be read or has mistakes
   */
  public static SubmissionPolicy read(PolicyMode mode, Path file) throws InvalidPolicyException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidPolicyException(List.of(file + ": no such file"));
    } catch (IOException e) {
      throw new InvalidPolicyException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
    return new SubmissionPolicy(mode, file.toString(), PolicyReader.read(file.toString(), content));
  }

  /** Whether it is the one that the grader comes with, unchanged. */
  boolean isKnown() {
    return policy.sha256().equals(KNOWN_SHA256);
  }

  /**
   * Find what breaks the policy in the classes of a submission, up to {@value #MAX_VIOLATIONS}
   * places. None of them is loaded.
   *
   * @throws InvalidPolicyException when the policy names what does not exist
   * @throws UnreadableClassException when a file of the submission's is no class file
   */
  public PolicyFindings check(List<ClassFile> classes)
      throws InvalidPolicyException, UnreadableClassException {
    List<Violation> violations =
        isKnown() && new CleanReferences(policy).areCertain(classes)
            ? List.of()
            : new PolicyScanner(file, policy).scan(classes);
    return new PolicyFindings(
        mode, policy.sha256(), violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS)));
  }
}
