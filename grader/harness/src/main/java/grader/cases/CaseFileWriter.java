package grader.cases;

import com.google.gson.JsonPrimitive;
import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Constant;
import grader.cases.TensorSource.Given;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.checking.Tolerance;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a suite as a case file that {@link CaseReader} reads back as the same suite: every number
 * in the shortest decimal that is the same double.
 */
public final class CaseFileWriter {
  private final StringBuilder json = new StringBuilder();

  private CaseFileWriter() {}

  /**
   * The text of a case file; it ends with a line feed.
   *
   * @param suite at least one case
   * @param schema where the schema is, relative to the file; null to name none
   * @param description for whoever opens the file, line by line; none when empty
   */
  public static String write(TestSuite suite, @Nullable String schema, List<String> description) {
    CaseFileWriter writer = new CaseFileWriter();
    writer.file(suite, schema, description);
    return writer.json.append('\n').toString();
  }

  private void file(TestSuite suite, @Nullable String schema, List<String> description) {
    TestCase first = suite.cases().get(0);
    Tolerance tolerance = ofMany(suite);
    List<String> members = new ArrayList<>();
    if (schema != null) {
      members.add(member("$schema", text(schema)));
    }
    members.add(member("schemaVersion", "1"));
    members.add(member("suite", text(suite.id())));
    members.add(member("title", text(suite.title())));
    if (!description.isEmpty()) {
      List<String> lines = description.stream().map(CaseFileWriter::text).toList();
      members.add(member("description", block("[", lines, "]", 1)));
    }
    members.add(member("visibility", text(first.visibility().id())));
    members.add(member("tolerance", tolerance(tolerance)));
    if (suite.gate() != null) {
      members.add(member("gate", text(suite.gate())));
    }
    if (suite.feedback() != null) {
      members.add(member("feedback", text(suite.feedback().id())));
    }
    List<String> cases =
        suite.cases().stream().map(each -> testCase(each, first, tolerance)).toList();
    members.add(member("cases", block("[", cases, "]", 1)));
    json.append(block("{", members, "}", 0));
  }

  /** A tolerance that a file can give to all of its checks: an interval has a shape of its own. */
  private static Tolerance ofMany(TestSuite suite) {
    return suite.cases().stream()
        .flatMap(testCase -> testCase.checks().stream())
        .map(Check::tolerance)
        .filter(tolerance -> !(tolerance instanceof Tolerance.Interval))
        .findFirst()
        .orElse(new Tolerance.Elementwise(0, 0));
  }

  private static String testCase(TestCase testCase, TestCase first, Tolerance tolerance) {
    List<String> members = new ArrayList<>();
    members.add(member("id", text(testCase.id())));
    members.add(member("title", text(testCase.title())));
    if (testCase.visibility() != first.visibility()) {
      members.add(member("visibility", text(testCase.visibility().id())));
    }
    members.add(member("operation", text(testCase.operation().id())));
    Sizes sizes = testCase.sizes();
    Activation f = testCase.f();
    Activation g = testCase.g();
    if (f == null || g == null) {
      members.add(member("outFeatures", Integer.toString(sizes.outFeatures())));
    } else {
      members.add(
          member(
              "network",
              "{\"inFeatures\": %s, \"hiddenFeatures\": %s, \"outFeatures\": %s, \"f\": %s, \"g\": %s}"
                  .formatted(
                      sizes.inFeatures(),
                      sizes.hiddenFeatures(),
                      sizes.outFeatures(),
                      text(f.id()),
                      text(g.id()))));
    }
    LossFunction loss = testCase.loss();
    if (loss != null) {
      members.add(member("loss", text(loss.id())));
    }
    members.add(member("batch", Integer.toString(sizes.batch())));
    Long seed = testCase.seed();
    if (seed != null) {
      members.add(member("seed", seed.toString()));
    }
    List<String> data = new ArrayList<>();
    for (Quantity quantity : testCase.operation().inputs()) {
      TensorSource source = testCase.data().get(quantity);
      if (source != null) {
        data.add(member(quantity.id(), source(source, quantity, sizes)));
      }
    }
    members.add(member("data", block("{", data, "}", 3)));
    List<String> checks =
        testCase.checks().stream()
            .map(check -> member(check.id(), check(check, tolerance)))
            .toList();
    members.add(member("checks", block("{", checks, "}", 3)));
    if (!testCase.expected().isEmpty()) {
      List<String> expected = new ArrayList<>();
      for (Check check : testCase.checks()) {
        Tensor tensor = testCase.expected().get(check.id());
        if (tensor != null) {
          expected.add(member(check.id(), tensor(tensor)));
        }
      }
      members.add(member("expected", block("{", expected, "}", 3)));
    }
    return block("{", members, "}", 2);
  }

  private static String source(TensorSource source, Quantity quantity, Sizes sizes) {
    if (source instanceof Given given) {
      return tensor(given.tensor());
    }
    if (source instanceof Normal normal) {
      String mean = normal.mean() == 0 ? "" : ", \"mean\": " + number(normal.mean());
      String deviation =
          normal.deviation() == quantity.defaultDeviation(sizes)
              ? ""
              : ", \"std\": " + number(normal.deviation());
      return "{\"generator\": \"normal\"" + mean + deviation + "}";
    }
    if (source instanceof Uniform uniform) {
      return "{\"generator\": \"uniform\", \"low\": %s, \"high\": %s}"
          .formatted(number(uniform.low()), number(uniform.high()));
    }
    if (source instanceof Bernoulli bernoulli) {
      return "{\"generator\": \"bernoulli\", \"p\": " + number(bernoulli.p()) + "}";
    }
    return "{\"generator\": \"constant\", \"value\": " + number(((Constant) source).value()) + "}";
  }

  private static String check(Check check, Tolerance tolerance) {
    String own =
        check.tolerance().equals(tolerance)
            ? ""
            : ", \"tolerance\": " + tolerance(check.tolerance());
    return "{\"points\": " + check.points().toPlainString() + own + "}";
  }

  private static String tolerance(Tolerance tolerance) {
    List<String> members = new ArrayList<>();
    if (tolerance instanceof Tolerance.Norm norm) {
      members.add("\"norm\": " + number(norm.bound()));
    } else if (tolerance instanceof Tolerance.Elementwise elementwise) {
      members.add("\"rtol\": " + number(elementwise.rtol()));
      members.add("\"atol\": " + number(elementwise.atol()));
    } else if (tolerance instanceof Tolerance.Interval interval) {
      members.add("\"low\": " + tensor(interval.low()));
      members.add("\"high\": " + tensor(interval.high()));
    }
    if (tolerance.reason() != null) {
      members.add("\"reason\": " + text(tolerance.reason()));
    }
    return "{" + String.join(", ", members) + "}";
  }

  /** A row of a matrix is a line. */
  private static String tensor(Tensor tensor) {
    return switch (tensor.rank()) {
      case 0 -> number(tensor.get(0));
      case 1 -> row(tensor.size(), tensor::get);
      default -> {
        int columns = tensor.extent(1);
        List<String> rows =
            IntStream.range(0, tensor.extent(0))
                .mapToObj(row -> row(columns, column -> tensor.get(row * columns + column)))
                .toList();
        yield block("[", rows, "]", 4);
      }
    };
  }

  private static String row(int length, IntFunction<Double> values) {
    return IntStream.range(0, length)
        .mapToObj(i -> number(values.apply(i)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** What JSON has no number for stands in quotes. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "\"" + value + "\"";
    }
    String shortest = Double.toString(value).replace(".0E", "e").replace('E', 'e');
    return shortest.endsWith(".0") ? shortest.substring(0, shortest.length() - 2) : shortest;
  }

  private static String text(String string) {
    return new JsonPrimitive(string).toString();
  }

  private static String member(String name, String value) {
    return text(name) + ": " + value;
  }

  /** One element per line. */
  private static String block(String open, List<String> elements, String close, int depth) {
    String indent = "\n" + "  ".repeat(depth);
    return elements.stream()
        .collect(Collectors.joining("," + indent + "  ", open + indent + "  ", indent + close));
  }
}
