package grader.policy;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.Checker.Option;
import de.thetaphi.forbiddenapis.CheckerResult;
import de.thetaphi.forbiddenapis.ForbiddenApiException;
import de.thetaphi.forbiddenapis.ForbiddenViolation;
import de.thetaphi.forbiddenapis.Logger;
import de.thetaphi.forbiddenapis.ParseException;
import grader.intake.ClassFile;
import grader.intake.ClassFile.InvalidClassFileException;
import grader.intake.References;
import grader.intake.References.Member;
import grader.policy.Policy.Rule;
import grader.policy.Policy.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows forbiddenapis: a policy and class files in, violations out. Only class
 * files are read, and none of them becomes a class.
 */
final class PolicyScanner {
  /** What forbiddenapis says: what kind of use, what is used, and the rule that we gave it. */
  private static final Pattern DESCRIPTION =
      Pattern.compile("Forbidden [^:]*: (.*) \\[([a-z0-9-]+)\\]");

  /** The rule that native methods break: a method is declared, and not used, by being native. */
  private static final String NATIVE_CODE = "native-code";

  private static final String SUPPRESSION = "de/thetaphi/forbiddenapis/SuppressForbidden";

  private final Checker checker;
  private final Map<String, Rule> rules = new HashMap<>();

  /**
   * A scanner for a policy.
   *
   * @param file the policy's name, for messages
   * @throws InvalidPolicyException when it names what does not exist
   */
  PolicyScanner(String file, Policy policy) throws InvalidPolicyException {
    // Without the second option a mistyped class would forbid nothing, and silently.
    checker =
        new Checker(
            new NoLogger(),
            PolicyScanner.class.getClassLoader(),
            EnumSet.of(Option.FAIL_ON_VIOLATION, Option.FAIL_ON_UNRESOLVABLE_SIGNATURES));
    List<String> problems = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      rules.put(rule.id(), rule);
      for (Signature signature : rule.signatures()) {
        String problem = problemWith(signature, rule);
        if (problem != null) {
          problems.add(file + ":" + signature.line() + ":" + problem);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException(problems);
    }
  }

  /** Column and message; null when the signature names what there is. */
  private @Nullable String problemWith(Signature signature, Rule rule) {
    int column = signature.column();
    if (signature.isPattern() && !signature.isOptional() && !Packages.exist(signature.prefix())) {
      return column + ": neither the JDK nor commons-math3 has a package for " + signature.type();
    }
    try {
      checker.parseSignaturesString(signature.text() + " @ " + rule.id());
      return null;
    } catch (ParseException e) {
      if (signature.isOptional()) {
        return null;
      }
      String message = String.valueOf(e.getMessage());
      if (signature.member() == null || message.startsWith("Class '")) {
        return column + ": there is no class " + signature.type();
      }
      return (column + signature.type().length() + 1)
          + ": "
          + signature.type()
          + " has no member "
          + signature.text().substring(signature.type().length() + 1);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  /**
   * Find what breaks the policy.
   *
   * @return each place once, in the order of the classes and of their lines
   * @throws UnreadableClassException when one of the files is no class file behind its first part
   */
  List<Violation> scan(List<ClassFile> classes) throws UnreadableClassException {
    Set<Violation> violations = new LinkedHashSet<>();
    for (ClassFile each : classes) {
      try {
        checker.streamReadClassToCheck(each.open(), each.name());
        addWhatIsNotLookedAt(each, violations);
      } catch (IOException
          | InvalidClassFileException
          | RuntimeException
          // Annotations in annotations without end, each of which is a call deeper.
          | StackOverflowError e) {
        throw new UnreadableClassException(each.name() + ".class", e);
      }
    }
    try {
      for (CheckerResult result : checker.runWithResults()) {
        for (ForbiddenViolation found : result.getViolations()) {
          violations.add(violation(result, found));
        }
      }
    } catch (ForbiddenApiException | RuntimeException | StackOverflowError e) {
      throw new UnreadableClassException("one of the classes", e);
    }
    return List.copyOf(violations);
  }

  /** Three ways around forbiddenapis, which was made for people who want to be told. */
  private void addWhatIsNotLookedAt(ClassFile file, Set<Violation> violations)
      throws InvalidClassFileException {
    References references = file.references();
    if (references.types().contains(SUPPRESSION)) {
      violations.add(
          violation(
              file,
              "suppression",
              "A submission cannot lift the grader's policy.",
              "@" + SUPPRESSION.replace('/', '.')));
    }
    Rule nativeCode = rules.get(NATIVE_CODE);
    if (nativeCode != null) {
      for (String method : references.nativeMethods()) {
        String found = file.name().replace('/', '.') + "#" + method;
        violations.add(
            violation(file, nativeCode.id(), nativeCode.sentence(), "native method " + found));
      }
    }
    if (!references.hasDynamicConstant()) {
      return;
    }
    for (Member member : references.methodHandles()) {
      for (Rule rule : rules.values()) {
        for (Signature signature : rule.signatures()) {
          if (signature.mayMean(member.owner().replace('/', '.'), member.name())) {
            violations.add(violation(file, rule.id(), rule.sentence(), signature.text()));
          }
        }
      }
    }
  }

  private static Violation violation(ClassFile file, String rule, String sentence, String found) {
    return new Violation(rule, sentence, found, file.name().replace('/', '.'), null, 0);
  }

  private Violation violation(CheckerResult result, ForbiddenViolation found) {
    Matcher matcher = DESCRIPTION.matcher(found.description);
    Rule rule = matcher.matches() ? rules.get(matcher.group(2)) : null;
    if (rule == null) {
      throw new IllegalStateException("unexpected words of forbiddenapis: " + found.description);
    }
    String className = result.getClassName();
    String source = result.getSourceFile();
    String folder = className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
    return new Violation(
        rule.id(),
        rule.sentence(),
        matcher.group(1),
        className,
        source == null ? null : folder + source,
        Math.max(found.lineNo, 0));
  }

  /** What there is to say stands in the violations. */
  private static final class NoLogger implements Logger {
    @Override
    public void error(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void debug(String message) {}
  }
}
