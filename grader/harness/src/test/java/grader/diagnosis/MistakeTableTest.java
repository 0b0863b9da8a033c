package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.diagnosis.MistakeTable.Row;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MistakeTableTest {
  private static final MistakeTable TABLE = MistakeTable.read();

  /** Words of the grader's that a student has never heard. */
  private static final Pattern JARGON =
      Pattern.compile(
          "(?i)\\b(tensor|fixture|worker|oracle|verdict|residual|alternative|upstream)\\b");

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
      assertTrue(row.hint().endsWith(".") || row.hint().endsWith("?"), row.hint());
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
    assertEquals("dJdb2 is twice what it should be.", row.mistake());
    assertEquals("backward, where dJdb2 is computed", row.where());
    for (String id : TABLE.ids()) {
      assertFalse(TABLE.row(id).with(Map.of()).mistake().contains("{"), id);
    }
  }

  @Test
  void unknownMistakeIsAnErrorOfOurs() {
    assertThrows(IllegalArgumentException.class, () -> TABLE.row("forward.magic"));
  }
}
