package grader.policy;

import grader.digest.Sha256;
import grader.policy.Policy.Rule;
import grader.policy.Policy.Signature;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy file, line by line: {@code rule ID: SENTENCE} begins a rule, and each line below
 * it is a class, a pattern of classes or a member that it forbids. {@code optional} before it says
 * that some versions of Java do not have it. {@code #} at the beginning of a line is a comment.
 *
 * <p>Whether classes and members exist is not seen here: {@link PolicyScanner} does.
 */
final class PolicyReader {
  private static final String RULE = "rule ";
  private static final String OPTIONAL = "optional ";

  private final String file;
  private final List<String> problems = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private @Nullable Heading heading;
  private List<Signature> signatures = new ArrayList<>();

  private PolicyReader(String file) {
    this.file = file;
  }

  /** The line that begins a rule. */
  private record Heading(String id, String sentence, int line) {}

  /**
   * Read a policy.
   *
   * @param file its name, for messages
   * @throws InvalidPolicyException with everything that is wrong with it
   */
  static Policy read(String file, byte[] content) throws InvalidPolicyException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidPolicyException(List.of(file + ": is not in UTF-8"));
    }
    return new PolicyReader(file).read(text, Sha256.of(content));
  }

  private Policy read(String text, String sha256) throws InvalidPolicyException {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      line(lines[i], i + 1);
    }
    endRule();
    if (problems.isEmpty() && rules.isEmpty()) {
      problem(1, 1, "there is no rule; expected 'rule ID: SENTENCE'");
    }
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException(problems);
    }
    return new Policy(sha256, rules);
  }

  private void line(String line, int number) {
    String content = line.strip();
    if (content.isEmpty() || content.startsWith("#")) {
      return;
    }
    int column = line.indexOf(content) + 1;
    if (content.startsWith(RULE)) {
      endRule();
      beginRule(content, number, column);
    } else if (heading == null) {
      problem(number, column, "expected 'rule ID: SENTENCE' before the first signature");
    } else if (content.startsWith(OPTIONAL)) {
      String signature = content.substring(OPTIONAL.length()).strip();
      signature(signature, true, number, line.lastIndexOf(signature) + 1);
    } else {
      signature(content, false, number, column);
    }
  }

  private void beginRule(String content, int line, int column) {
    int colon = content.indexOf(':');
    String id =
        (colon < 0 ? content : content.substring(0, colon)).substring(RULE.length()).strip();
    String sentence = colon < 0 ? "" : content.substring(colon + 1).strip();
    if (!isId(id)) {
      problem(
          line,
          column + RULE.length(),
          "'" + id + "' is no id of a rule; expected small letters, digits and hyphens");
    } else if (rules.stream().anyMatch(rule -> rule.id().equals(id))) {
      problem(line, column + RULE.length(), "there is a rule " + id + " already");
    }
    if (sentence.isEmpty()) {
      problem(line, column, "expected ': ' and the sentence that the student reads");
    }
    heading = new Heading(id, sentence, line);
  }

  private static boolean isId(String id) {
    for (int i = 0; i < id.length(); i++) {
      char letter = id.charAt(i);
      if (!(letter >= 'a' && letter <= 'z')
          && !(i > 0 && (letter == '-' || (letter >= '0' && letter <= '9')))) {
        return false;
      }
    }
    return !id.isEmpty();
  }

  private void endRule() {
    if (heading != null) {
      if (signatures.isEmpty()) {
        problem(heading.line(), 1, "the rule " + heading.id() + " forbids nothing");
      }
      rules.add(new Rule(heading.id(), heading.sentence(), signatures));
    }
    heading = null;
    signatures = new ArrayList<>();
  }

  private void signature(String text, boolean isOptional, int line, int column) {
    int at = firstOutside(text);
    if (at >= 0) {
      problem(
          line,
          column + at,
          "unexpected '"
              + text.substring(at, text.offsetByCodePoints(at, 1))
              + "'; expected a class, a pattern such as java.net.**, or a member such as"
              + " java.lang.System#exit(int)");
      return;
    }
    int sharp = text.indexOf('#');
    String type = sharp < 0 ? text : text.substring(0, sharp);
    String member = null;
    if (sharp >= 0) {
      int bracket = text.indexOf('(', sharp);
      member = text.substring(sharp + 1, bracket < 0 ? text.length() : bracket);
      if (type.isEmpty() || member.isEmpty() || type.indexOf('*') >= 0) {
        problem(
            line, column, "expected the whole name of a class and of its member around the '#'");
        return;
      }
    }
    signatures.add(new Signature(text, type, member, isOptional, line, column));
  }

  /** The first character that no signature has; -1 when all is well. */
  private static int firstOutside(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (!Character.isJavaIdentifierPart(letter) && ".#(),*[]<>".indexOf(letter) < 0) {
        return i;
      }
    }
    return -1;
  }

  private void problem(int line, int column, String message) {
    problems.add(file + ":" + line + ":" + column + ": " + message);
  }
}
