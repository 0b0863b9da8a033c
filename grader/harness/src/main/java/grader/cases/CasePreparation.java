package grader.cases;

import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Constant;
import grader.cases.TensorSource.Given;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.oracle.Expectation;
import grader.oracle.Oracle;
import grader.property.Laws;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws the generated numbers of cases and finds out what is expected.
 *
 * <p>A draw on which rounding or a dead unit would decide the grade is not used:
 *
 * <ul>
 *   <li>A row of x with |z| &lt; 1e-3 at the input of a ReLU, or &lt; 0.05 where laws take small
 *       steps, is drawn again, with the next number of its attempt. When x is not random,
 *       everything is drawn again.
 *   <li>When a quantity that is checked, or that a law looks at, is zero everywhere, or when J
 *       equals a number of the inputs, everything is drawn again, with the next number of the draw.
 * </ul>
 *
 * The stream of row r of a tensor has the keys (run seed, case seed, tensor name, draw, r, attempt
 * of r); a vector is one row. Numbers that stand in the file are used as they are.
 *
 * <p>A property needs no reference. With one, its numbers are drawn by the same rules, applied to
 * forward and backward on them. Without one, the first draw is used as it is: its laws compare a
 * submission with itself, so that rounding decides nothing, but for {@code central-differences},
 * where a ReLU's kink may lie between two points that the law looks at.
 */
public final class CasePreparation {
  private static final double KNIFE_EDGE = 1e-3;
  private static final int MAX_DRAWS = 100;
  private static final int MAX_ATTEMPTS = 100;

  private final @Nullable Oracle oracle;
  private final long runSeed;
  private long number;

  /**
   * @param oracle null in an edition without the reference
   * @param runSeed another one redraws every generated tensor of every case
   */
  public CasePreparation(@Nullable Oracle oracle, long runSeed) {
    this.oracle = oracle;
    this.runSeed = runSeed;
  }

  /**
   * Prepare every case of the suites.
   *
   * @return by case id, in the order of the suites
   * @throws InvalidCasesException when a case has no usable draw, or needs the reference and there
   *     is none
   */
  public Map<String, PreparedCase> prepare(List<TestSuite> suites) throws InvalidCasesException {
    return prepare(suites, prepared -> {});
  }

  /**
   * Prepare every case of the suites.
   *
   * @param whenPrepared told of each case as soon as it is prepared
   * @return by case id, in the order of the suites
   * @throws InvalidCasesException when a case has no usable draw, or needs the reference and there
   *     is none
   */
  public Map<String, PreparedCase> prepare(
      List<TestSuite> suites, Consumer<PreparedCase> whenPrepared) throws InvalidCasesException {
    Map<String, PreparedCase> prepared = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (TestSuite suite : suites) {
      for (TestCase testCase : suite.cases()) {
        try {
          PreparedCase preparedCase = prepare(testCase);
          requireAccepted(preparedCase);
          prepared.put(testCase.id(), preparedCase);
          whenPrepared.accept(preparedCase);
        } catch (NoUsableDrawException e) {
          String message = "case \"" + testCase.id() + "\": " + e.getMessage();
          problems.add(new Problem(suite.file(), 0, 0, message));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCasesException(problems);
    }
    return prepared;
  }

  /** A case stands for no numbers that could be graded. */
  private static final class NoUsableDrawException extends Exception {
    private static final long serialVersionUID = 1;

    NoUsableDrawException(String message) {
      super(message);
    }
  }

  /** What is expected must pass, or the bounds of an interval are a mistake. */
  private static void requireAccepted(PreparedCase prepared) throws NoUsableDrawException {
    for (Check check : prepared.testCase().checks()) {
      Tensor expected = prepared.expected().get(check.id());
      if (expected != null && check.tolerance() instanceof Tolerance.Interval) {
        CheckResult result = CheckResult.of(Checker.compare(expected, expected, check.tolerance()));
        if (result.verdict() != Verdict.PASSED) {
          throw new NoUsableDrawException(
              "does not accept the right answer; %s: %s".formatted(check.id(), result.message()));
        }
      }
    }
  }

  private PreparedCase prepare(TestCase testCase) throws NoUsableDrawException {
    number++;
    if (!testCase.expected().isEmpty()) {
      CaseRequest request = request(testCase, new Draw(testCase, 0).tensors());
      return new PreparedCase(testCase, request, testCase.expected());
    }
    if (oracle == null && testCase.operation() == Operation.PROPERTY) {
      return prepared(testCase, request(testCase, new Draw(testCase, 0).tensors()), Map.of());
    }
    if (oracle == null) {
      throw new NoUsableDrawException(
          "gives no 'expected' values, and this edition of the grader has no reference");
    }
    for (int draw = 0; draw < MAX_DRAWS; draw++) {
      PreparedCase prepared = tryDraw(testCase, new Draw(testCase, draw), oracle);
      if (prepared != null) {
        return prepared;
      }
    }
    throw new NoUsableDrawException(
        MAX_DRAWS
            + " draws all had a checked quantity of zeros, a J among the inputs or |z| < "
            + reluMargin(testCase)
            + " at a ReLU; change its generators, or give the numbers");
  }

  private @Nullable PreparedCase tryDraw(TestCase testCase, Draw draw, Oracle answers) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      CaseRequest request = request(testCase, draw.tensors());
      Expectation expectation = answers.expect(request);
      List<Integer> edges = knifeEdges(expectation.reluMargin(), reluMargin(testCase));
      if (!draw.isRandom() || (edges.isEmpty() && !isDead(testCase, request, expectation))) {
        return prepared(testCase, request, checked(testCase, expectation));
      }
      if (edges.isEmpty() || !draw.redrawRows(edges)) {
        return null;
      }
    }
    return null;
  }

  private PreparedCase prepared(
      TestCase testCase, CaseRequest request, Map<String, Tensor> expected) {
    PreparedCase prepared = PreparedCase.numbered(testCase, request, expected);
    for (CaseRequest each : prepared.requests()) {
      number = Math.max(number, each.number());
    }
    return prepared;
  }

  private static double reluMargin(TestCase testCase) {
    return testCase.operation() == Operation.PROPERTY ? Laws.KINK_MARGIN : KNIFE_EDGE;
  }

  private CaseRequest request(TestCase testCase, Map<String, Tensor> tensors) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (testCase.f() != null && testCase.g() != null) {
      attributes.put("f", testCase.f().id());
      attributes.put("g", testCase.g().id());
    }
    if (testCase.loss() != null) {
      attributes.put("loss", testCase.loss().id());
    }
    return new CaseRequest(number, testCase.operation().requestedId(), attributes, tensors);
  }

  private static List<Integer> knifeEdges(Tensor margins, double smallest) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < margins.size(); row++) {
      if (margins.get(row) < smallest) {
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * Whether the numbers say nothing: of a gradient that is zero everywhere a law says nothing, and
   * a check of zeros, or of a loss that stands among the inputs, tells no answer that was computed
   * from one that was not.
   */
  private static boolean isDead(TestCase testCase, CaseRequest request, Expectation expectation) {
    if (testCase.operation() == Operation.PROPERTY) {
      for (String id : Operation.BACKWARD.checkIds()) {
        if (isZero(expectation.tensors().get(id))) {
          return true;
        }
      }
      return false;
    }
    for (Check check : testCase.checks()) {
      Tensor tensor = expectation.tensors().get(check.id());
      if (isZero(tensor) || isAmongInputs(tensor, check.tolerance(), request)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isZero(@Nullable Tensor tensor) {
    if (tensor == null) {
      return false;
    }
    for (int position = 0; position < tensor.size(); position++) {
      if (tensor.get(position) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a single number is right when it is copied from the inputs. */
  private static boolean isAmongInputs(
      @Nullable Tensor tensor, Tolerance tolerance, CaseRequest request) {
    if (tensor == null || tensor.rank() != 0) {
      return false;
    }
    for (Tensor input : request.tensors().values()) {
      for (int position = 0; position < input.size(); position++) {
        Tensor copied = Tensor.scalar(input.get(position));
        if (Checker.accepts(tensor, copied, tolerance)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Map<String, Tensor> checked(TestCase testCase, Expectation expectation) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (testCase.operation() == Operation.PROPERTY) {
      return tensors;
    }
    for (Check check : testCase.checks()) {
      Tensor tensor = expectation.tensors().get(check.id());
      if (tensor == null) {
        throw new IllegalStateException("the reference gives no " + check.id());
      }
      tensors.put(check.id(), tensor);
    }
    return tensors;
  }

  /** The tensors of one draw; rows of x can be drawn again. */
  private final class Draw {
    private final TestCase testCase;
    private final long draw;
    private final int[] attempts;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    Draw(TestCase testCase, int draw) {
      this.testCase = testCase;
      this.draw = draw;
      this.attempts = new int[testCase.sizes().batch()];
      for (Quantity quantity : testCase.operation().inputs()) {
        sample(quantity);
      }
    }

    Map<String, Tensor> tensors() {
      return tensors;
    }

    boolean isRandom() {
      return testCase.data().values().stream().anyMatch(Draw::isRandom);
    }

    /** Draws rows of x again; false when x is not random. */
    boolean redrawRows(List<Integer> rows) {
      if (!isRandom(source(Quantity.X))) {
        return false;
      }
      for (int row : rows) {
        attempts[row]++;
      }
      sample(Quantity.X);
      return true;
    }

    private static boolean isRandom(TensorSource source) {
      return !(source instanceof Given || source instanceof Constant);
    }

    private TensorSource source(Quantity quantity) {
      TensorSource source = testCase.data().get(quantity);
      if (source == null) {
        throw new IllegalStateException(testCase.id() + " has no " + quantity.id());
      }
      return source;
    }

    private void sample(Quantity quantity) {
      TensorSource source = source(quantity);
      if (source instanceof Given given) {
        tensors.put(quantity.id(), given.tensor());
        return;
      }
      int[] shape = quantity.shape(testCase.sizes());
      int rows = shape.length == 2 ? shape[0] : 1;
      double[] values = new double[Tensor.sizeOf(shape)];
      int columns = values.length / rows;
      for (int row = 0; row < rows; row++) {
        NumberStream numbers = stream(quantity, row);
        for (int column = 0; column < columns; column++) {
          values[row * columns + column] = next(source, numbers);
        }
      }
      tensors.put(quantity.id(), Tensor.of(shape, values));
    }

    private NumberStream stream(Quantity quantity, int row) {
      long caseSeed = testCase.seed() == null ? 0 : testCase.seed();
      long attempt = quantity == Quantity.X ? attempts[row] : 0;
      return new NumberStream(
          runSeed, caseSeed, NumberStream.key(quantity.id()), draw, row, attempt);
    }

    private static double next(TensorSource source, NumberStream numbers) {
      if (source instanceof Normal normal) {
        return normal.mean() + normal.deviation() * numbers.nextNormal();
      }
      if (source instanceof Uniform uniform) {
        return uniform.low() + (uniform.high() - uniform.low()) * numbers.nextUniform();
      }
      if (source instanceof Bernoulli bernoulli) {
        return numbers.nextUniform() < bernoulli.p() ? 1 : 0;
      }
      return ((Constant) source).value();
    }
  }
}
