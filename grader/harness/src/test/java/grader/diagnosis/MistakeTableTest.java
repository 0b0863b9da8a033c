package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.diagnosis.MistakeTable.Row;
import grader.oracle.Alternative.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MistakeTableTest {
  private static final MistakeTable TABLE = MistakeTable.read();

  /** Words of the grader's that a student has never heard, or that have another meaning to him. */
  private static final Pattern JARGON =
      Pattern.compile(
          "(?i)\\b(tensor|fixture|worker|oracle|verdict|residual|alternative|upstream|candidate"
              + "|observation|suite|hidden case|known here|delta|preactivation|just)\\b");

  /** What is no plain English word: a name of the code, which has to be the template's. */
  private static final Pattern NAME =
      Pattern.compile("\\b(dJd\\w+|[A-Za-z]\\d|[a-z]+[A-Z]\\w*|[A-Z]{3,})\\b");

  /** The JDK's, commons-math3's and the subject's. */
  private static final Set<String> OTHER_NAMES =
      Set.of("getData", "getDataRef", "setEntry", "PyTorch", "MSE", "NaN", "MLP");

  private static final int MOST_WORDS = 28;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9*-]+([.][A-Za-z0-9*-]+)*");

  @Test
  void everyRowIsSaidInPlainSentences() {
    for (String id : TABLE.ids()) {
      assertTrue(ID.matcher(id).matches(), id);
      Row row = TABLE.row(id);
      for (String sentence : List.of(row.mistake(), row.where(), row.hint())) {
        assertFalse(JARGON.matcher(sentence).find(), sentence);
        assertTrue(sentence.length() > 3 && sentence.length() < 220, sentence);
      }
      assertTrue(row.mistake().endsWith("."), row.mistake());
      for (String part : (row.mistake() + " " + row.hint()).split("[.?:] ", -1)) {
        assertTrue(part.split(" ", -1).length <= MOST_WORDS, "one idea per sentence: " + part);
      }
      assertTrue(row.hint().endsWith(".") || row.hint().endsWith("?"), row.hint());
    }
  }

  /** The table is searched as bytes; what is found is text again. */
  @Test
  void signsBeyondAsciiAreReadAsTheyStandInTheFile() {
    assertEquals(
        "J and dJdyHat of {loss} both have a factor ½ that does not belong there.",
        TABLE.row("mse.half").mistake());
  }

  @Test
  void everyNameIsTheTemplates() throws IOException {
    String template =
        Files.readString(Path.of("../../student-template/src/main/java/mlp/MLP.java"));
    Set<String> unknown = new TreeSet<>();
    for (String id : TABLE.ids()) {
      Row row = TABLE.row(id);
      Matcher names =
          NAME.matcher(String.join(" ", List.of(row.mistake(), row.where(), row.hint())));
      while (names.find()) {
        boolean isKnown = Pattern.compile("\\b" + names.group() + "\\b").matcher(template).find();
        if (!isKnown && !OTHER_NAMES.contains(names.group())) {
          unknown.add(id + ": " + names.group());
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }

  @Test
  void everyNameOfAFactorHasARow() {
    Set<String> missing = new TreeSet<>();
    for (double constant : new double[] {1, -1, 2, 0.5, -0.5, 0.1, 7, 1 / Math.log(2), 0}) {
      for (int batch = -2; batch <= 2; batch++) {
        for (int outputs = -2; outputs <= 2; outputs++) {
          Factor factor = new Factor(constant, batch, outputs);
          for (String loss : List.of("mse.", "bce.")) {
            Part part = loss.equals("mse.") ? Part.MSE : Part.BCE;
            FactorNames.ofLoss(factor, part)
                .forEach(name -> addMissing(loss + "loss." + name, missing));
            FactorNames.ofGradient(factor, part)
                .forEach(name -> addMissing(loss + "gradient." + name, missing));
          }
          for (String group : List.of("backward.", "backward.bias.", "backward.dJdW1.")) {
            FactorNames.ofBackward(factor).forEach(name -> addMissing(group + name, missing));
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static void addMissing(String id, Set<String> missing) {
    if (!TABLE.has(id)) {
      missing.add(id);
    }
  }

  @Test
  void rowOfItsOwnComesBeforeOneOfSeveral() {
    assertTrue(TABLE.row("mse.loss.sum").mistake().contains("sum over all elements"));
    assertTrue(TABLE.row("backward.bias.divided-by-batch").mistake().contains("averaged"));
    assertTrue(TABLE.row("backward.divided-by-batch").mistake().contains("backward divides"));
  }

  @Test
  void wordsAreFilledIn() {
    Row row =
        TABLE
            .row("backward.dJdb2.doubled")
            .with(Map.of("what", "dJdb2", "is", "is", "loss", "mseLoss"));
    assertEquals("dJdb2 is too large by a factor of 2.", row.mistake());
    assertEquals("backward, where dJdb2 is computed", row.where());
    for (String id : TABLE.ids()) {
      assertFalse(TABLE.row(id).with(Map.of()).mistake().contains("{"), id);
    }
  }

  @Test
  void whatValuesLookLikeIsSaidAndNotHowTheyCameAbout() {
    // A limit that is taken the wrong way round gives one number, too, and zeros can be computed.
    assertFalse(TABLE.row("bce.constant").mistake().contains("computation"));
    assertFalse(TABLE.row("backward.bias.zero").mistake().contains("does not compute"));
  }

  @Test
  void unknownMistakeIsAnErrorOfOurs() {
    assertThrows(IllegalArgumentException.class, () -> TABLE.row("forward.magic"));
  }
}
