package grader.cases;

import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.checking.Tolerance;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case to start from: everything generated, everything checked, one point each.
 *
 * @param id null for one that is made of the rest
 * @param operation what is run; what it does not use of the rest is ignored
 * @param f the hidden layer's activation
 * @param g the output's activation
 * @param loss the loss function
 * @param inFeatures columns of x, at least 1
 * @param hiddenFeatures hidden units, at least 1
 * @param outFeatures columns of ŷ, at least 1
 * @param batch samples, at least 1
 * @param seed of the generated numbers
 * @param visibility who may see it
 */
public record StartingCase(
    @Nullable String id,
    Operation operation,
    Activation f,
    Activation g,
    LossFunction loss,
    int inFeatures,
    int hiddenFeatures,
    int outFeatures,
    int batch,
    long seed,
    Visibility visibility) {
  /** What ids are made of. */
  public static final String ID_PATTERN = ObjectReader.ID.pattern();

  private static final Tolerance TOLERANCE = new Tolerance.Elementwise(1e-4, 1e-6);

  /** Differences only come near a derivative. */
  private static final Tolerance APPROXIMATION = new Tolerance.Elementwise(1e-2, 1e-2);

  /** The suite that holds the case alone; it stands in no file yet. */
  public TestSuite suite(String suiteId) {
    return new TestSuite(suiteId, "New suite", Path.of(""), "", List.of(testCase()));
  }

  private TestCase testCase() {
    boolean hasNetwork = operation.hasNetwork();
    Sizes sizes =
        new Sizes(batch, hasNetwork ? inFeatures : 0, hasNetwork ? hiddenFeatures : 0, outFeatures);
    Map<Quantity, TensorSource> data = new EnumMap<>(Quantity.class);
    for (Quantity quantity : operation.inputs()) {
      data.put(quantity, source(quantity, sizes));
    }
    List<Check> checks = new ArrayList<>();
    for (String check : operation.checkIds()) {
      Tolerance tolerance = check.equals("central-differences") ? APPROXIMATION : TOLERANCE;
      checks.add(new Check(check, BigDecimal.ONE, tolerance));
    }
    return new TestCase(
        id == null ? String.join("-", names()) : id,
        title(),
        operation,
        sizes,
        hasNetwork ? f : null,
        hasNetwork ? g : null,
        operation.hasLoss() ? loss : null,
        seed,
        data,
        checks,
        Map.of(),
        visibility);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(operation.id()));
    if (operation.hasNetwork()) {
      names.add(f.id());
      names.add(g.id());
    }
    if (operation.hasLoss()) {
      names.add(loss.id());
    }
    return names;
  }

  private String title() {
    String what = String.join(", ", names().subList(1, names().size()));
    String sizes =
        operation.hasNetwork()
            ? "%s → %s → %s".formatted(inFeatures, hiddenFeatures, outFeatures)
            : outFeatures + " outputs";
    return what + "; " + sizes + ", batch " + batch;
  }

  /** Labels and predictions that the loss has a finite value for. */
  private TensorSource source(Quantity quantity, Sizes sizes) {
    boolean isProbability = !operation.hasLoss() || loss == LossFunction.BCE;
    if (quantity == Quantity.Y && isProbability) {
      return new Bernoulli(0.5);
    }
    if (quantity == Quantity.Y_HAT && isProbability) {
      return new Uniform(0.05, 0.95);
    }
    return new Normal(0, quantity.defaultDeviation(sizes));
  }

  /** What the keys of the file mean, line by line. */
  public List<String> description() {
    return List.of(
        "A case file to start from: change what you like, delete this description, then run"
            + " 'grader cases validate' with the file.",
        "suite, id: lower-case letters, digits and hyphens, each once in a run. title: for people.",
        "visibility: visible, after_due_date, after_published or hidden. A case may have its own.",
        "tolerance: |actual - expected| <= atol + rtol * |expected| for every value, or {\"norm\":"
            + " 0.001} for the Frobenius norm of the difference. A case and a check may have their"
            + " own.",
        "operation: forward, loss, backward, train-step or property. It decides which data and"
            + " which checks a case has; 'grader cases new --operation' shows each.",
        "network: f is the hidden activation, g the output's: relu, sigmoid or identity."
            + " Shapes: x batch x in, W1 hidden x in, b1 hidden, W2 out x hidden, b2 out; y, yHat"
            + " and dJdyHat batch x out.",
        "data: rows of numbers, [[0.5, -1], [2, 3]], or a generator: normal (mean, std), uniform"
            + " (low, high), bernoulli (p), constant (value). Parameters have a std of"
            + " 1/sqrt(fan-in) unless one is given.",
        "seed: the same one gives the same numbers on every machine; 'grader --seed' draws anew.",
        "checks: what is judged, and its points; leave out what should not count.",
        "expected: the reference computes it. Where every number of data is given, it may be"
            + " given too, one value per check.");
  }
}
