package grader.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template {@code report.jte} shows: texts that are inert already, and no decision left to
 * the template but where a thing stands.
 *
 * @param style the style sheet
 * @param script the script
 * @param policy what the browser may do for this page: its own style and script, and nothing else
 * @param submission the name of the file that was graded
 * @param score reached
 * @param maxScore that can be reached
 * @param percent of the score, whole and rounded down
 * @param outcome of the whole run
 * @param summary of the run in half a sentence
 * @param reasons why it was not graded
 * @param notes what its author may want to know
 * @param findings what the diagnosis says
 * @param drawing the network
 * @param suites the case files
 * @param cases how many there are
 * @param hasFailures whether a case failed
 * @param hasMaps whether a check has pictures
 * @param leftOut which pictures the page has no room for, in one sentence; empty when it has all
 * @param masked what is left out by the level of feedback, in one sentence; empty when nothing is
 * @param facts of the run
 */
public record Page(
    String style,
    String script,
    String policy,
    String submission,
    String score,
    String maxScore,
    int percent,
    Outcome outcome,
    String summary,
    List<String> reasons,
    List<String> notes,
    List<Mistake> findings,
    Drawing drawing,
    List<Suite> suites,
    int cases,
    boolean hasFailures,
    boolean hasMaps,
    String leftOut,
    String masked,
    List<Fact> facts) {

  /** How a thing ended, which is shown by a colour, a sign and a word. */
  public enum Outcome {
    /** As it should be. */
    PASSED("passed", "✓"),
    /** Wrong. */
    FAILED("failed", "✗"),
    /** Wrong only because of something else. */
    FOLLOWS("follows", "↳"),
    /** Not looked at. */
    UNKNOWN("unknown", "–");

    private final String id;
    private final String sign;

    Outcome(String id, String sign) {
      this.id = id;
      this.sign = sign;
    }

    /** The name of its class in the style sheet, which is a word to read, too. */
    public String id() {
      return id;
    }

    /** A sign for those who do not see the colour. */
    public String sign() {
      return sign;
    }
  }

  /** A name and what it is. */
  public record Fact(String name, List<String> values) {}

  /**
   * What the diagnosis says of one mistake.
   *
   * @param number from 1 on
   * @param certainty how sure it is, in words
   * @param explains links to what it explains
   * @param follows links to what only follows from it
   */
  public record Mistake(
      int number,
      String id,
      boolean isRoot,
      String mistake,
      String evidence,
      String numbers,
      String where,
      String hint,
      String certainty,
      String points,
      List<Link> explains,
      List<Link> follows) {}

  /** A place of the page. */
  public record Link(String anchor, String text) {}

  /** The cases of one file. */
  public record Suite(
      String id,
      String title,
      Outcome outcome,
      int passed,
      int total,
      String points,
      int percent,
      List<Case> cases) {}

  /**
   * One case.
   *
   * @param searched what the search field looks at, in lower case
   * @param checks each of them; empty when all passed
   * @param passed the names of the checks when all passed; else empty
   * @param output what the submission printed; empty when it is not to be shown
   * @param trace where the submission was when it failed
   */
  public record Case(
      String anchor,
      String id,
      String title,
      String operation,
      String audience,
      Outcome outcome,
      String points,
      String searched,
      List<CheckRow> checks,
      List<String> passed,
      String output,
      List<String> trace) {}

  /**
   * One check.
   *
   * @param about what the quantity is
   * @param result the verdict in words
   * @param message the fact that decides it; empty when there is none, or that of the check before
   * @param isRepeated whether it failed for the very reason of the check before
   * @param mistakes links to those that explain it
   * @param maps the values, as pictures; empty when they are not to be shown
   * @param isOpen whether the pictures are shown without a click
   */
  public record CheckRow(
      String anchor,
      String id,
      String about,
      Outcome outcome,
      String result,
      String points,
      String message,
      boolean isRepeated,
      List<Link> mistakes,
      @Nullable Maps maps,
      boolean isOpen) {}

  /**
   * The two sides of a comparison as pictures.
   *
   * @param pattern which entries are wrong, in words
   */
  public record Maps(String pattern, List<HeatMap> maps) {
    /** How much there is to draw. */
    int characters() {
      return maps.stream().mapToInt(HeatMap::characters).sum();
    }
  }

  /** The network with what is known of each quantity. */
  public record Drawing(
      QuantityState yHat,
      QuantityState loss,
      QuantityState dJdyHat,
      QuantityState dJdW2,
      QuantityState dJdb2,
      QuantityState dJdW1,
      QuantityState dJdb1,
      String description) {
    /** In the order of computation. */
    public List<QuantityState> all() {
      return List.of(yHat, loss, dJdyHat, dJdW2, dJdb2, dJdW1, dJdb1);
    }
  }

  /**
   * What is known of a quantity.
   *
   * @param label its name as it is drawn
   * @param count of its checks, in words; empty when there are none
   * @param isRoot whether what is wrong begins here
   */
  public record QuantityState(
      String id, String label, Outcome outcome, String count, boolean isRoot) {}
}
