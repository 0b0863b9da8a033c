package grader.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The smallest set of columns such that every row has one of them: the unate covering problem,
 * which is NP-hard in general and small here.
 *
 * <p>Exact, by the textbook's reductions and branch and bound (Coudert, "Two-level logic
 * minimization: an overview", Integration 17, 1994): a row that contains another one is covered
 * with it; a column whose rows are all another's is not needed; a row with one column has no
 * choice. What is left is branched on, shortest row first. Rows that share no column need one each,
 * which bounds every branch from below.
 *
 * @param columns ascending
 * @param isProvenMinimal false when the search was given up, with the best cover so far
 */
record SetCover(List<Integer> columns, boolean isProvenMinimal) {
  private static final long MAX_NODES = 1_000_000;

  SetCover {
    columns = List.copyOf(columns);
  }

  /**
   * Find the smallest cover.
   *
   * @param columns how many there are
   * @param rows the columns of each; none is empty
   */
  static SetCover smallest(int columns, List<BitSet> rows) {
    return smallest(columns, rows, MAX_NODES);
  }

  static SetCover smallest(int columns, List<BitSet> rows, long maxNodes) {
    Search search = new Search(maxNodes);
    search.explore(rows, new BitSet(columns));
    return new SetCover(search.best.stream().boxed().toList(), search.nodes <= maxNodes);
  }

  private static final class Search {
    private final long maxNodes;
    private long nodes;
    private BitSet best = new BitSet();
    private boolean hasBest;

    Search(long maxNodes) {
      this.maxNodes = maxNodes;
    }

    /** Completes a choice of columns in every way that could be better than the best so far. */
    void explore(List<BitSet> rows, BitSet chosen) {
      nodes++;
      BitSet taken = (BitSet) chosen.clone();
      List<BitSet> left = reduce(rows, taken);
      if (left.isEmpty()) {
        if (!hasBest || taken.cardinality() < best.cardinality()) {
          best = taken;
          hasBest = true;
        }
        return;
      }
      // The first way down is taken to its end, so that there is always a cover.
      if (hasBest
          && (nodes > maxNodes || taken.cardinality() + disjointRows(left) >= best.cardinality())) {
        return;
      }
      BitSet shortest = left.get(0);
      for (BitSet row : left) {
        if (row.cardinality() < shortest.cardinality()) {
          shortest = row;
        }
      }
      for (int column : byCoverage(shortest, left)) {
        BitSet with = (BitSet) taken.clone();
        with.set(column);
        explore(without(left, column), with);
      }
    }

    /** The columns of a row, the one that covers most rows first. */
    private static List<Integer> byCoverage(BitSet row, List<BitSet> rows) {
      List<Integer> columns = new ArrayList<>(row.stream().boxed().toList());
      columns.sort(
          (a, b) ->
              Long.compare(
                  rows.stream().filter(each -> each.get(b)).count(),
                  rows.stream().filter(each -> each.get(a)).count()));
      return columns;
    }
  }

  /**
   * Applies the reductions until none applies.
   *
   * @param chosen gets the columns that have no alternative
   */
  private static List<BitSet> reduce(List<BitSet> rows, BitSet chosen) {
    List<BitSet> left = rows;
    while (true) {
      List<BitSet> reduced = withoutDominatedColumns(withoutDominatingRows(left));
      BitSet forced = new BitSet();
      for (BitSet row : reduced) {
        if (row.cardinality() == 1) {
          forced.or(row);
        }
      }
      chosen.or(forced);
      reduced = reduced.stream().filter(row -> !row.intersects(forced)).toList();
      if (reduced.equals(left)) {
        return reduced;
      }
      left = reduced;
    }
  }

  private static List<BitSet> withoutDominatingRows(List<BitSet> rows) {
    List<BitSet> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      boolean isNeeded = true;
      for (int j = 0; j < rows.size() && isNeeded; j++) {
        boolean dominates = j != i && contains(rows.get(i), rows.get(j));
        // Of equals, the first stays.
        isNeeded = !dominates || (rows.get(i).equals(rows.get(j)) && i < j);
      }
      if (isNeeded) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  private static List<BitSet> withoutDominatedColumns(List<BitSet> rows) {
    BitSet columns = new BitSet();
    rows.forEach(columns::or);
    BitSet removed = new BitSet();
    for (int column : columns.stream().toArray()) {
      BitSet own = rowsOf(column, rows);
      for (int other : columns.stream().toArray()) {
        if (other == column || removed.get(other)) {
          continue;
        }
        BitSet others = rowsOf(other, rows);
        // Of equals, the first stays.
        if (contains(others, own) && (!others.equals(own) || other < column)) {
          removed.set(column);
          break;
        }
      }
    }
    List<BitSet> kept = new ArrayList<>();
    for (BitSet row : rows) {
      BitSet rest = (BitSet) row.clone();
      rest.andNot(removed);
      kept.add(rest);
    }
    return kept;
  }

  private static BitSet rowsOf(int column, List<BitSet> rows) {
    BitSet own = new BitSet();
    for (int i = 0; i < rows.size(); i++) {
      own.set(i, rows.get(i).get(column));
    }
    return own;
  }

  private static boolean contains(BitSet all, BitSet some) {
    BitSet rest = (BitSet) some.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  private static List<BitSet> without(List<BitSet> rows, int column) {
    return rows.stream().filter(row -> !row.get(column)).toList();
  }

  /** How many rows were found that share no column, each of which needs one of its own. */
  private static int disjointRows(List<BitSet> rows) {
    BitSet used = new BitSet();
    int count = 0;
    for (BitSet row : rows.stream().sorted((a, b) -> a.cardinality() - b.cardinality()).toList()) {
      if (!row.intersects(used)) {
        used.or(row);
        count++;
      }
    }
    return count;
  }
}
