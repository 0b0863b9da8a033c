package grader.evidence;

import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import java.util.List;
import java.util.Map;

/**
 * Suites with the numbers of one seed.
 *
 * @param seed of the run
 * @param prepared every case of the suites, by id
 */
public record SuiteDraw(long seed, List<TestSuite> suites, Map<String, PreparedCase> prepared) {
  public SuiteDraw {
    suites = List.copyOf(suites);
    prepared = Map.copyOf(prepared);
  }
}
