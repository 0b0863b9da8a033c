package mlp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import mlp.ExampleCase.Check;
import mlp.ExampleCase.LossFunction;
import mlp.ExampleCase.Network;
import mlp.ExampleCase.Operation;

/**
 * Reads the cases of one file. The format is the grader's; what only the grader does with it,
 * counting points and generating random data, has no effect here or is rejected.
 */
final class CaseFile {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Set<String> VISIBILITIES =
      keys("visible hidden after_due_date after_published");
  private static final Set<String> ACTIVATIONS = keys("relu sigmoid identity");
  private static final Set<String> OPERATIONS = keys("forward loss backward train-step");

  private final Tolerance fileTolerance;
  private final List<ExampleCase> cases = new ArrayList<>();

  private CaseFile(JsonValue root) {
    Map<String, JsonValue> file =
        root.object(keys("schemaVersion suite title visibility tolerance cases"), keys("$schema description"));
    if (file.get("schemaVersion").number() != 1) {
      throw file.get("schemaVersion").error("expected 1");
    }
    id(file.get("suite"));
    file.get("title").string();
    file.get("visibility").oneOf(VISIBILITIES);
    fileTolerance = tolerance(file.get("tolerance"));
    if (file.get("cases").array().isEmpty()) {
      throw file.get("cases").error("expected at least one case");
    }
    for (JsonValue value : file.get("cases").array()) {
      ExampleCase example = readCase(value);
      if (cases.stream().anyMatch(other -> other.id().equals(example.id()))) {
        throw value.object().get("id").error("another case of this file has the same id");
      }
      cases.add(example);
    }
  }

  static List<ExampleCase> read(Path path) throws IOException {
    return List.copyOf(new CaseFile(JsonValue.read(path)).cases);
  }

  private ExampleCase readCase(JsonValue value) {
    Map<String, JsonValue> members = value.object();
    if (members.containsKey("seed")) {
      throw members.get("seed").error("no data is generated here, so a seed has no meaning");
    }
    if (!members.containsKey("operation")) {
      throw value.error("the key 'operation' is missing");
    }
    String operationName = members.get("operation").oneOf(OPERATIONS);
    Operation operation = constant(Operation.class, operationName);

    Set<String> required = keys("id title operation batch data checks expected");
    required.add(operation == Operation.LOSS ? "outFeatures" : "network");
    boolean hasLoss = operation == Operation.LOSS || operation == Operation.TRAIN_STEP;
    if (hasLoss) {
      required.add("loss");
    }
    value.object(required, keys("description visibility tolerance"));

    if (members.containsKey("visibility")) {
      members.get("visibility").oneOf(VISIBILITIES);
    }
    members.get("title").string();
    Network network = operation == Operation.LOSS ? null : network(members.get("network"));
    int outFeatures =
        network == null ? members.get("outFeatures").positiveInteger() : network.outFeatures();
    Shapes shapes = new Shapes(members.get("batch").positiveInteger(), network, outFeatures);
    LossFunction loss =
        hasLoss ? constant(LossFunction.class, members.get("loss").oneOf(keys("mse bce"))) : null;
    return new ExampleCase(
        id(members.get("id")),
        operation,
        network,
        loss,
        data(members.get("data"), tensorsOf(operation), shapes),
        checks(members, checksOf(operation), shapes));
  }

  private static Network network(JsonValue value) {
    Map<String, JsonValue> network =
        value.object(keys("inFeatures hiddenFeatures outFeatures f g"), Set.of());
    return new Network(
        network.get("inFeatures").positiveInteger(),
        network.get("hiddenFeatures").positiveInteger(),
        network.get("outFeatures").positiveInteger(),
        constant(MLP.Activation.class, network.get("f").oneOf(ACTIVATIONS)),
        constant(MLP.Activation.class, network.get("g").oneOf(ACTIVATIONS)));
  }

  private static Map<String, Tensor> data(JsonValue value, Set<String> names, Shapes shapes) {
    Map<String, JsonValue> members = value.object(names, Set.of());
    Map<String, Tensor> data = new LinkedHashMap<>();
    for (String name : names) {
      JsonValue tensor = members.get(name);
      if (tensor.content() instanceof Map) {
        throw tensor.error("only the grader can generate data; write the numbers out, as […]");
      }
      data.put(name, shapes.tensor(name, tensor));
    }
    return data;
  }

  private Map<String, Check> checks(
      Map<String, JsonValue> members, Set<String> allowed, Shapes shapes) {
    Tolerance caseTolerance =
        members.containsKey("tolerance") ? tolerance(members.get("tolerance")) : fileTolerance;
    Map<String, JsonValue> checks = members.get("checks").object(Set.of(), allowed);
    if (checks.isEmpty()) {
      throw members.get("checks").error("expected at least one check");
    }
    Map<String, JsonValue> expected = members.get("expected").object(checks.keySet(), Set.of());
    Map<String, Check> result = new LinkedHashMap<>();
    for (String name : checks.keySet()) {
      Map<String, JsonValue> check = checks.get(name).object(keys("points"), keys("tolerance"));
      check.get("points").numberFromZero();
      Tolerance tolerance =
          check.containsKey("tolerance") ? tolerance(check.get("tolerance")) : caseTolerance;
      result.put(name, new Check(shapes.tensor(name, expected.get(name)), tolerance));
    }
    return result;
  }

  private static Tolerance tolerance(JsonValue value) {
    if (value.object().containsKey("norm")) {
      Map<String, JsonValue> norm = value.object(keys("norm"), Set.of());
      return new Tolerance.Norm(norm.get("norm").numberFromZero());
    }
    Map<String, JsonValue> tolerance = value.object(keys("rtol atol"), Set.of());
    return new Tolerance.Elementwise(
        tolerance.get("rtol").numberFromZero(), tolerance.get("atol").numberFromZero());
  }

  private static String id(JsonValue value) {
    if (!ID.matcher(value.string()).matches()) {
      throw value.error(
          "expected lower-case letters, digits and hyphens, the first no hyphen, found " + value);
    }
    return value.string();
  }

  private static Set<String> tensorsOf(Operation operation) {
    return keys(
        switch (operation) {
          case FORWARD -> "W1 b1 W2 b2 x";
          case LOSS -> "y yHat";
          case BACKWARD -> "W1 b1 W2 b2 x dJdyHat";
          case TRAIN_STEP -> "W1 b1 W2 b2 x y";
        });
  }

  private static Set<String> checksOf(Operation operation) {
    return keys(
        switch (operation) {
          case FORWARD -> "yHat";
          case LOSS -> "J dJdyHat";
          case BACKWARD -> "dJdW1 dJdb1 dJdW2 dJdb2";
          case TRAIN_STEP -> "yHat J dJdyHat dJdW1 dJdb1 dJdW2 dJdb2";
        });
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Set<String> keys(String keys) {
    return new LinkedHashSet<>(List.of(keys.split(" ")));
  }

  /** The shapes that follow from the sizes of a case. */
  private record Shapes(int batch, Network network, int outFeatures) {

    Tensor tensor(String name, JsonValue value) {
      return switch (name) {
        case "J" -> Tensor.of(entry(value));
        case "b1", "dJdb1" -> vector(value, network.hiddenFeatures());
        case "b2", "dJdb2" -> vector(value, outFeatures);
        case "W1", "dJdW1" -> matrix(value, network.hiddenFeatures(), network.inFeatures());
        case "W2", "dJdW2" -> matrix(value, outFeatures, network.hiddenFeatures());
        case "x" -> matrix(value, batch, network.inFeatures());
        default -> matrix(value, batch, outFeatures);
      };
    }

    private static Tensor vector(JsonValue value, int length) {
      return new Tensor(1, new double[][] {row(value, length)});
    }

    private static Tensor matrix(JsonValue value, int rows, int columns) {
      List<JsonValue> elements = value.array();
      if (elements.size() != rows) {
        throw value.error(
            "expected %d × %d (rows × columns), found %d rows"
                .formatted(rows, columns, elements.size()));
      }
      return new Tensor(
          2, elements.stream().map(element -> row(element, columns)).toArray(double[][]::new));
    }

    private static double[] row(JsonValue value, int length) {
      List<JsonValue> elements = value.array();
      if (elements.size() != length) {
        throw value.error("expected %d numbers, found %d".formatted(length, elements.size()));
      }
      return elements.stream().mapToDouble(Shapes::entry).toArray();
    }

    private static double entry(JsonValue value) {
      // JSON has no such numbers, so they are written as strings.
      if (value.content() instanceof String name) {
        return switch (name) {
          case "NaN" -> Double.NaN;
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default ->
              throw value.error(
                  "expected a number, \"NaN\", \"Infinity\" or \"-Infinity\", found " + value);
        };
      }
      return value.number();
    }
  }
}
