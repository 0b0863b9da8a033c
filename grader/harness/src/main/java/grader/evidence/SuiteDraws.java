package grader.evidence;

import grader.cases.CasePreparation;
import grader.cases.InvalidCasesException;
import grader.cases.TestSuite;
import grader.oracle.Oracle;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The draws of some suites, one per seed. A draw is kept while there is memory, because every
 * submission is asked about the same ones. Safe for several threads.
 */
public final class SuiteDraws {
  private final List<TestSuite> suites;
  private final @Nullable Oracle oracle;
  private final Map<Long, SoftReference<SuiteDraw>> draws = new ConcurrentHashMap<>();

  /**
   * @param oracle null in an edition without the reference
   */
  public SuiteDraws(List<TestSuite> suites, @Nullable Oracle oracle) {
    this.suites = List.copyOf(suites);
    this.oracle = oracle;
  }

  /** The suites that are drawn. */
  public List<TestSuite> suites() {
    return suites;
  }

  /**
   * The draw of a seed.
   *
   * @throws InvalidCasesException when a case has no usable draw, or needs the reference and there
   *     is none
   */
  public SuiteDraw of(long seed) throws InvalidCasesException {
    SoftReference<SuiteDraw> kept = draws.get(seed);
    SuiteDraw draw = kept == null ? null : kept.get();
    if (draw == null) {
      draw = new SuiteDraw(seed, suites, new CasePreparation(oracle, seed).prepare(suites));
      draws.put(seed, new SoftReference<>(draw));
    }
    return draw;
  }
}
