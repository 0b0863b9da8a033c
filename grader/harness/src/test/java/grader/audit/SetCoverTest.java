package grader.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SetCoverTest {
  @Test
  void coversNothingWithNothing() {
    assertEquals(new SetCover(List.of(), true), SetCover.smallest(3, List.of()));
  }

  @Test
  void takesTheOnlyColumnOfARow() {
    assertEquals(
        new SetCover(List.of(0, 2), true),
        SetCover.smallest(3, List.of(row(2), row(0), row(0, 1), row(1, 2))));
  }

  @Test
  void isSmallerThanWhatGreedFinds() {
    // The greedy choice is column 0 with four rows; then it needs two more.
    List<BitSet> rows =
        List.of(row(0, 1), row(0, 1), row(0, 2), row(0, 2), row(1), row(2), row(1, 2));
    assertEquals(new SetCover(List.of(1, 2), true), SetCover.smallest(3, rows));
  }

  @Test
  void solvesWhatNoReductionTouches() {
    // A cycle of five: no row or column contains another, and three columns are needed.
    List<BitSet> rows = List.of(row(0, 1), row(1, 2), row(2, 3), row(3, 4), row(4, 0));
    SetCover cover = SetCover.smallest(5, rows);
    assertEquals(3, cover.columns().size());
    assertTrue(cover.isProvenMinimal());
    assertCovers(cover, rows);
  }

  @Test
  void isAsSmallAsTheBestOfAllSubsets() {
    Random random = new Random(1);
    for (int instance = 0; instance < 300; instance++) {
      int columns = 1 + random.nextInt(9);
      List<BitSet> rows = new ArrayList<>();
      int count = random.nextInt(14);
      while (rows.size() < count) {
        BitSet row = new BitSet();
        for (int column = 0; column < columns; column++) {
          row.set(column, random.nextInt(4) == 0);
        }
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
      SetCover cover = SetCover.smallest(columns, rows);
      assertCovers(cover, rows);
      assertTrue(cover.isProvenMinimal());
      assertEquals(smallestOfAllSubsets(columns, rows), cover.columns().size());
    }
  }

  @Test
  void aSearchThatIsGivenUpStillCoversAndClaimsNothing() {
    Random random = new Random(2);
    List<BitSet> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rows.add(row(random.nextInt(60), random.nextInt(60), random.nextInt(60)));
    }
    SetCover cover = SetCover.smallest(60, rows, 1);
    assertFalse(cover.isProvenMinimal());
    assertCovers(cover, rows);
  }

  private static void assertCovers(SetCover cover, List<BitSet> rows) {
    for (BitSet row : rows) {
      assertTrue(cover.columns().stream().anyMatch(row::get), () -> row + " is not covered");
    }
  }

  private static int smallestOfAllSubsets(int columns, List<BitSet> rows) {
    int smallest = columns;
    for (long subset = 0; subset < 1L << columns; subset++) {
      BitSet chosen = BitSet.valueOf(new long[] {subset});
      if (rows.stream().allMatch(row -> row.intersects(chosen))) {
        smallest = Math.min(smallest, chosen.cardinality());
      }
    }
    return smallest;
  }

  private static BitSet row(int... columns) {
    BitSet row = new BitSet();
    for (int column : columns) {
      row.set(column);
    }
    return row;
  }
}
