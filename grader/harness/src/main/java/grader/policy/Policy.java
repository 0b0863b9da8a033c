package grader.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submission may not use.
 *
 * @param sha256 digest of the file that it was read from
 * @param rules in the order of the file
 */
public record Policy(String sha256, List<Rule> rules) {
  public Policy {
    rules = List.copyOf(rules);
  }

  /**
   * What may not be used for one reason.
   *
   * @param id names the rule in reports
   * @param sentence what a student reads who broke it
   */
  record Rule(String id, String sentence, List<Signature> signatures) {
    Rule {
      signatures = List.copyOf(signatures);
    }
  }

  /**
   * A class, classes by a pattern, or a member.
   *
   * @param text as forbiddenapis reads it: {@code java.lang.Runtime}, {@code java.net.**}, {@code
   *     java.lang.System#exit(int)}, {@code java.lang.Class#forName(**)}
   * @param type the part before the {@code #}
   * @param member the name of the field or method; null when it is the whole class
   * @param isOptional whether it is left out where Java has no such class
   * @param line of the file, counted from 1
   * @param column where the text begins, counted from 1
   */
  record Signature(
      String text, String type, @Nullable String member, boolean isOptional, int line, int column) {
    boolean isPattern() {
      return type.indexOf('*') >= 0;
    }

    /** The part of a pattern that every class it matches begins with. */
    String prefix() {
      return isPattern() ? type.substring(0, type.indexOf('*')) : type;
    }

    /** Whether a class may be meant; for a pattern, more than are. */
    boolean mayMean(String className) {
      return isPattern() ? className.startsWith(prefix()) : className.equals(type);
    }

    /** Whether a member of a class may be meant, whatever its parameters are. */
    boolean mayMean(String className, String memberName) {
      return mayMean(className) && (member == null || member.equals(memberName));
    }
  }
}
