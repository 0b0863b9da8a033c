package grader.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which case killed which fault. A case kills a fault when one of its checks fails on it.
 *
 * @param cases the ids of the suite's cases, in its order
 * @param rows one per fault
 */
public record KillMatrix(List<String> cases, List<Row> rows) {
  /**
   * What happened to one fault.
   *
   * @param killers the checks that failed, by the case that they are in; empty when it survived
   */
  public record Row(Fault fault, Map<String, List<String>> killers) {
    public Row {
      killers = Collections.unmodifiableMap(new LinkedHashMap<>(killers));
    }
  }

  public KillMatrix {
    cases = List.copyOf(cases);
    rows = List.copyOf(rows);
  }

  /** The faults that no case killed. */
  public List<Fault> survivors() {
    return rows.stream().filter(row -> row.killers().isEmpty()).map(Row::fault).toList();
  }

  /** How many faults a case killed. */
  public long kills(String caseId) {
    return rows.stream().filter(row -> row.killers().containsKey(caseId)).count();
  }

  /** How many faults this case killed and no other did. */
  public long killsAlone(String caseId) {
    return rows.stream().filter(row -> row.killers().keySet().equals(Set.of(caseId))).count();
  }

  /** The cases whose every kill is another's too: the suite kills as much without any one. */
  public List<String> redundantCases() {
    Set<String> redundant = new LinkedHashSet<>(cases);
    redundant.removeIf(each -> killsAlone(each) > 0);
    return List.copyOf(redundant);
  }

  /** The smallest set of cases that kills every fault that was killed. */
  public Cover smallestCover() {
    List<BitSet> killers = new ArrayList<>();
    for (Row row : rows) {
      BitSet columns = new BitSet(cases.size());
      row.killers().keySet().forEach(each -> columns.set(cases.indexOf(each)));
      if (!columns.isEmpty()) {
        killers.add(columns);
      }
    }
    SetCover cover = SetCover.smallest(cases.size(), killers);
    return new Cover(cover.columns().stream().map(cases::get).toList(), cover.isProvenMinimal());
  }

  /**
   * Cases that together kill all that the suite kills.
   *
   * @param isProvenMinimal whether no smaller set does; otherwise none was found in the time
   */
  public record Cover(List<String> cases, boolean isProvenMinimal) {
    public Cover {
      cases = List.copyOf(cases);
    }
  }
}
