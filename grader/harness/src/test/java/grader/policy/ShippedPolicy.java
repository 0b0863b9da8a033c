package grader.policy;

import grader.intake.ClassFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The policy that the grader comes with. */
final class ShippedPolicy {
  static final Path FILE =
      Path.of(
          System.getProperty("maven.multiModuleProjectDirectory", "../.."),
          "grader/policy/policy.txt");

  static final Policy POLICY = read();

  private ShippedPolicy() {}

  private static Policy read() {
    try {
      return PolicyReader.read(FILE.toString(), Files.readAllBytes(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidPolicyException e) {
      throw new AssertionError(e);
    }
  }

  /** What forbiddenapis finds, whatever the shorter way says. */
  static List<Violation> scan(List<ClassFile> classes) {
    try {
      return new PolicyScanner(FILE.toString(), POLICY).scan(classes);
    } catch (InvalidPolicyException | UnreadableClassException e) {
      throw new AssertionError(e);
    }
  }
}
