package grader.cli;

import grader.cases.Activation;
import grader.cases.Check;
import grader.cases.LossFunction;
import grader.cases.PreparedCase;
import grader.cases.Quantity;
import grader.cases.Sizes;
import grader.cases.TensorSource;
import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Constant;
import grader.cases.TensorSource.Given;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.Tolerance;
import grader.protocol.Tensor;
import grader.report.InertText;
import grader.report.Style;
import grader.report.TensorText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A case in words and numbers, for a terminal. */
final class CaseText {
  private static final String INDENT = "    ";

  private final TestSuite suite;
  private final PreparedCase prepared;
  private final long runSeed;
  private final Style style;
  private final boolean full;
  private final StringBuilder text = new StringBuilder();
  private boolean isCut;
  private boolean isRounded;

  CaseText(TestSuite suite, PreparedCase prepared, long runSeed, Style style, boolean full) {
    this.suite = suite;
    this.prepared = prepared;
    this.runSeed = runSeed;
    this.style = style;
    this.full = full;
  }

  /** A line per case: what it is called, what it runs, what it is worth. */
  static String list(List<TestSuite> suites, Style style) {
    int width =
        suites.stream()
            .flatMap(suite -> suite.cases().stream())
            .mapToInt(each -> each.id().length())
            .max()
            .orElse(0);
    StringBuilder lines = new StringBuilder();
    for (TestSuite suite : suites) {
      lines.append(style.line(style.bold(InertText.line(suite.title())))).append('\n');
      for (TestCase testCase : suite.cases()) {
        String first = "  " + testCase.id() + " ".repeat(width - testCase.id().length());
        BigDecimal points =
            testCase.checks().stream().map(Check::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        String facts = InertText.line(testCase.title()) + " (" + points(points) + ")";
        style
            .wrap(first + "  ", "      ", style.faint(facts))
            .forEach(line -> lines.append(line).append('\n'));
      }
    }
    return lines.toString();
  }

  /** The whole; it ends with a line feed. */
  String text() {
    TestCase testCase = prepared.testCase();
    wrapped("", style.bold(testCase.id()) + "  " + InertText.line(testCase.title()));
    fact("suite", suite.id() + ", " + InertText.line(suite.file().toString()));
    fact("runs", testCase.operation().id() + sizes(testCase));
    if (testCase.seed() != null) {
      fact("seed", testCase.seed() + ", in a run with --seed " + runSeed);
    }
    fact("seen by", audience(testCase));
    heading("Inputs");
    for (Quantity quantity : testCase.operation().inputs()) {
      Tensor tensor = prepared.request().tensors().get(quantity.id());
      TensorSource source = testCase.data().get(quantity);
      if (tensor != null && source != null) {
        tensor(quantity, tensor, describe(source));
      }
    }
    checks(testCase);
    footnotes();
    return text.toString();
  }

  private void checks(TestCase testCase) {
    if (testCase.operation().outputs().isEmpty()) {
      heading("Laws: the submission's answers are compared with one another");
      for (Check check : testCase.checks()) {
        wrapped("  ", style.bold(check.id()) + "  " + style.faint(worth(check)));
      }
      return;
    }
    heading(testCase.expected().isEmpty() ? "Expected, by the reference" : "Expected, by the file");
    for (Check check : testCase.checks()) {
      for (Quantity quantity : testCase.operation().outputs()) {
        Tensor tensor = prepared.expected().get(check.id());
        if (quantity.id().equals(check.id()) && tensor != null) {
          tensor(quantity, tensor, worth(check));
        }
      }
    }
  }

  private static String sizes(TestCase testCase) {
    Sizes sizes = testCase.sizes();
    Activation f = testCase.f();
    Activation g = testCase.g();
    LossFunction loss = testCase.loss();
    String network =
        f == null || g == null
            ? ", " + sizes.outFeatures() + " outputs"
            : ", %s → %s → %s → %s → %s"
                .formatted(
                    sizes.inFeatures(),
                    f.id(),
                    sizes.hiddenFeatures(),
                    g.id(),
                    sizes.outFeatures());
    return network + (loss == null ? "" : ", " + loss.id()) + ", batch " + sizes.batch();
  }

  private static String audience(TestCase testCase) {
    return switch (testCase.visibility()) {
      case VISIBLE -> "students, at once";
      case AFTER_DUE_DATE -> "students, after the last due date";
      case AFTER_PUBLISHED -> "students, with the published grades";
      case HIDDEN -> "instructors only";
    };
  }

  private void tensor(Quantity quantity, Tensor tensor, String facts) {
    String axes = quantity.axes();
    String shape =
        switch (tensor.rank()) {
          case 0 -> "a number";
          case 1 -> axes + ", " + tensor.extent(0);
          default -> axes + ", " + tensor.shapeText();
        };
    wrapped("  ", style.bold(quantity.id()) + "  " + shape + "  " + style.faint(facts));
    TensorText numbers = new TensorText(tensor, style.width() - INDENT.length(), full);
    numbers.lines().forEach(line -> line(INDENT + line));
    isCut |= numbers.isCut();
    isRounded |= numbers.isRounded();
  }

  private static String describe(TensorSource source) {
    if (source instanceof Given) {
      return "given";
    }
    if (source instanceof Normal normal) {
      return "normal, mean %s, std %s".formatted(number(normal.mean()), number(normal.deviation()));
    }
    if (source instanceof Uniform uniform) {
      return "uniform from %s to %s".formatted(number(uniform.low()), number(uniform.high()));
    }
    if (source instanceof Bernoulli bernoulli) {
      return "bernoulli, p " + number(bernoulli.p());
    }
    return "constant " + number(((Constant) source).value());
  }

  private static String worth(Check check) {
    String reason = check.tolerance().reason();
    return points(check.points())
        + ", "
        + tolerance(check.tolerance())
        + (reason == null ? "" : " (" + InertText.line(reason) + ")");
  }

  private static String tolerance(Tolerance tolerance) {
    if (tolerance instanceof Tolerance.Elementwise elementwise) {
      return "rtol %s, atol %s".formatted(number(elementwise.rtol()), number(elementwise.atol()));
    }
    if (tolerance instanceof Tolerance.Norm norm) {
      return "norm below " + number(norm.bound());
    }
    Tolerance.Interval interval = (Tolerance.Interval) tolerance;
    return interval.low().rank() == 0
        ? "from %s to %s".formatted(number(interval.low().get(0)), number(interval.high().get(0)))
        : "within an interval of its own for each value";
  }

  private static String points(BigDecimal points) {
    String number = points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    return number + (number.equals("1") ? " point" : " points");
  }

  private static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros();
    boolean isPlain = rounded.precision() - rounded.scale() <= 7 && rounded.scale() <= 10;
    return isPlain ? rounded.toPlainString() : rounded.toString();
  }

  private void footnotes() {
    String cut = isCut ? "… stands for rows and columns that are left out; --full shows them." : "";
    String rounded = isRounded ? "Rounded for reading; --json gives every digit." : "";
    String notes =
        Stream.of(cut, rounded).filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    if (!notes.isEmpty()) {
      line("");
      wrapped("", style.faint(notes));
    }
  }

  private void heading(String heading) {
    line("");
    wrapped("", style.bold(heading));
  }

  private void fact(String name, String value) {
    wrapped("  " + name + " ".repeat(9 - name.length()), value);
  }

  private void wrapped(String first, String content) {
    style.wrap(first, INDENT, content).forEach(line -> text.append(line).append('\n'));
  }

  private void line(String line) {
    text.append(style.line(line)).append('\n');
  }
}
