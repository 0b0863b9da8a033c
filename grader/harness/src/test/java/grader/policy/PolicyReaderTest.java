package grader.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.policy.Policy.Rule;
import grader.policy.Policy.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy is read line by line, and everything that is wrong with it is told at once. */
class PolicyReaderTest {
  private static Policy read(String text) throws InvalidPolicyException {
    return PolicyReader.read("policy.txt", text.getBytes(UTF_8));
  }

  private static List<String> problems(String text) {
    return assertThrows(InvalidPolicyException.class, () -> read(text)).problems();
  }

  @Test
  void rulesHaveASentenceAndSignatures() throws InvalidPolicyException {
    Policy policy =
        read(
            """
            # A comment.
            rule exit: Return: do not exit.
            java.lang.System#exit(int)

            rule other-1: No.
              java.net.**
              optional  java.lang.foreign.Arena
              # Another comment.
              java.lang.Runtime\r
            """);
    assertEquals(
        List.of(
            new Rule(
                "exit",
                "Return: do not exit.",
                List.of(
                    new Signature(
                        "java.lang.System#exit(int)", "java.lang.System", "exit", false, 3, 1))),
            new Rule(
                "other-1",
                "No.",
                List.of(
                    new Signature("java.net.**", "java.net.**", null, false, 6, 3),
                    new Signature(
                        "java.lang.foreign.Arena", "java.lang.foreign.Arena", null, true, 7, 13),
                    new Signature("java.lang.Runtime", "java.lang.Runtime", null, false, 9, 3)))),
        policy.rules());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertEquals(
        List.of(
            "policy.txt:1:1: expected 'rule ID: SENTENCE' before the first signature",
            "policy.txt:2:6: 'No Id' is no id of a rule; expected small letters, digits and hyphens",
            "policy.txt:2:1: the rule No Id forbids nothing",
            "policy.txt:3:3: expected ': ' and the sentence that the student reads",
            "policy.txt:4:18: unexpected ' '; expected a class, a pattern such as java.net.**, or a"
                + " member such as java.lang.System#exit(int)",
            "policy.txt:5:1: expected the whole name of a class and of its member around the '#'",
            "policy.txt:6:1: expected the whole name of a class and of its member around the '#'",
            "policy.txt:3:1: the rule empty forbids nothing",
            "policy.txt:7:6: there is a rule empty already"),
        problems(
            """
            java.lang.Runtime
            rule No Id: Sentence.
              rule empty:
            java.lang.Runtime @ no
            java.lang.*#exit(int)
            java.lang.System#
            rule empty: Sentence.
            java.lang.Runtime
            """));
  }

  @Test
  void aPolicyWithoutARuleIsAMistake() {
    assertEquals(
        List.of("policy.txt:1:1: there is no rule; expected 'rule ID: SENTENCE'"),
        problems("# Nothing.\n"));
  }

  @Test
  void otherEncodingsAreAMistake() {
    assertEquals(
        List.of("policy.txt: is not in UTF-8"),
        assertThrows(
                InvalidPolicyException.class,
                () -> PolicyReader.read("policy.txt", new byte[] {'#', (byte) 0xff}))
            .problems());
  }
}
