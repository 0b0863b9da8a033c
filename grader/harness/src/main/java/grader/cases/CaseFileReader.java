package grader.cases;

import grader.cases.JsonNode.JsonArray;
import grader.cases.JsonNode.JsonNumber;
import grader.cases.JsonNode.JsonObject;
import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Constant;
import grader.cases.TensorSource.Given;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.checking.Tolerance;
import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the suite of one parsed file, and reports everything that is wrong with it. */
final class CaseFileReader {
  private static final int SCHEMA_VERSION = 1;
  private static final BigDecimal MAX_POINTS = new BigDecimal(1_000_000);
  private static final List<String> GENERATORS =
      List.of("normal", "uniform", "bernoulli", "constant");

  private final JsonDocument document;
  private final CaseIds ids;

  CaseFileReader(JsonDocument document, CaseIds ids) {
    this.document = document;
    this.ids = ids;
  }

  /** The defaults that a file gives to its cases. */
  private record Defaults(Visibility visibility, Tolerance tolerance) {}

  /** Reads the suite; what is null or incomplete has been reported. */
  @Nullable TestSuite read() {
    JsonNode root = document.root();
    if (root == null) {
      return null;
    }
    ObjectReader file = ObjectReader.of(document, root, "a case file");
    if (file == null) {
      return null;
    }
    file.optionalString("$schema");
    Long version = file.integer("schemaVersion");
    if (version != null && version != SCHEMA_VERSION) {
      file.report(
          "schemaVersion", "'schemaVersion' must be " + SCHEMA_VERSION + "; found " + version);
    }
    String id = file.id("suite");
    if (id != null) {
      ids.claimSuite(id, document, file.nameOrdinal("suite"));
    }
    String title = file.string("title");
    file.description("description");
    Visibility visibility = file.constant("visibility", Visibility.class);
    JsonNode toleranceNode = file.required("tolerance");
    Tolerance tolerance = toleranceNode == null ? null : tolerance(toleranceNode);
    String gate = file.optionalString("gate");
    Feedback feedback =
        file.optional("feedback") == null ? null : file.constant("feedback", Feedback.class);
    JsonNode casesNode = file.required("cases");
    file.rejectUnknown();
    Defaults defaults =
        new Defaults(
            visibility == null ? Visibility.HIDDEN : visibility,
            tolerance == null ? new Tolerance.Elementwise(0, 0) : tolerance);
    List<TestCase> cases = casesNode == null ? List.of() : cases(casesNode, defaults);
    if (gate != null && !cases.isEmpty() && !gate.equals(cases.get(0).id())) {
      file.report(
          "gate",
          "'gate' must be the id of the first case, \"%s\"; found \"%s\""
              .formatted(cases.get(0).id(), gate));
    }
    return id == null || title == null
        ? null
        : new TestSuite(id, title, document.file(), document.sha256(), gate, feedback, cases);
  }

  private List<TestCase> cases(JsonNode node, Defaults defaults) {
    if (!(node instanceof JsonArray array)) {
      document.report(node.ordinal(), "'cases' must be an array, […]; found " + node.describe());
      return List.of();
    }
    if (array.elements().isEmpty()) {
      document.report(node.ordinal(), "'cases' is empty; a suite has at least one case");
    }
    List<TestCase> cases = new ArrayList<>();
    for (JsonNode element : array.elements()) {
      ObjectReader reader = ObjectReader.of(document, element, "a case");
      TestCase testCase = reader == null ? null : testCase(reader, defaults);
      if (testCase != null) {
        cases.add(testCase);
      }
    }
    return cases;
  }

  private @Nullable TestCase testCase(ObjectReader reader, Defaults defaults) {
    String id = reader.id("id");
    if (id != null) {
      ids.claimCase(id, document, reader.nameOrdinal("id"));
    }
    String title = reader.string("title");
    reader.description("description");
    Visibility visibility =
        reader.optional("visibility") == null
            ? defaults.visibility()
            : reader.constant("visibility", Visibility.class);
    JsonNode toleranceNode = reader.optional("tolerance");
    Tolerance tolerance = toleranceNode == null ? defaults.tolerance() : tolerance(toleranceNode);
    Operation operation = reader.constant("operation", Operation.class);
    if (operation == null) {
      // Which other keys belong here depends on the operation; guessing would mislead.
      return null;
    }
    Integer batch = reader.positiveInteger("batch");
    if (operation == Operation.PROPERTY && batch != null && batch < 2) {
      reader.report("batch", "a property needs a batch of at least 2; found " + batch);
    }
    Network network = operation.hasNetwork() ? network(reader) : lossAlone(reader);
    LossFunction loss = null;
    if (operation.hasLoss()) {
      loss = reader.constant("loss", LossFunction.class);
    } else {
      reader.forbid("loss", "the operation " + operation.id() + " calls no loss function");
    }
    Sizes sizes = batch == null || network == null ? null : network.sizes(batch);
    if (sizes != null && isTooLarge(operation, sizes)) {
      reader.report(
          "batch", "the case is too large: a tensor has at most " + Tensor.MAX_SIZE + " values");
      sizes = null;
    }
    Map<Quantity, TensorSource> data = data(reader, operation, sizes);
    Long seed = seed(reader);
    List<Check> checks =
        checks(reader, operation, sizes, tolerance == null ? defaults.tolerance() : tolerance);
    Map<String, Tensor> expected = expected(reader, operation, sizes);
    reader.rejectUnknown();
    if (id == null || title == null || visibility == null || sizes == null || network == null) {
      return null;
    }
    return new TestCase(
        id,
        title,
        operation,
        sizes,
        network.f(),
        network.g(),
        loss,
        seed,
        data,
        checks,
        expected,
        visibility,
        reader.line());
  }

  private static boolean isTooLarge(Operation operation, Sizes sizes) {
    List<Quantity> all = new ArrayList<>(operation.inputs());
    all.addAll(operation.outputs());
    // A law asks for the batch twice over.
    Sizes largest = operation == Operation.PROPERTY ? sizes.withBatch(2 * sizes.batch()) : sizes;
    for (Quantity quantity : all) {
      try {
        Tensor.sizeOf(quantity.shape(largest));
      } catch (IllegalArgumentException e) {
        return true;
      }
    }
    return false;
  }

  private record Network(
      int inFeatures,
      int hiddenFeatures,
      int outFeatures,
      @Nullable Activation f,
      @Nullable Activation g) {
    Sizes sizes(int batch) {
      return new Sizes(batch, inFeatures, hiddenFeatures, outFeatures);
    }
  }

  private @Nullable Network network(ObjectReader reader) {
    reader.forbid("outFeatures", "it stands in 'network'");
    JsonNode node = reader.required("network");
    ObjectReader network = node == null ? null : ObjectReader.of(document, node, "'network'");
    if (network == null) {
      return null;
    }
    Integer in = network.positiveInteger("inFeatures");
    Integer hidden = network.positiveInteger("hiddenFeatures");
    Integer out = network.positiveInteger("outFeatures");
    Activation f = network.constant("f", Activation.class);
    Activation g = network.constant("g", Activation.class);
    network.rejectUnknown();
    return in == null || hidden == null || out == null || f == null || g == null
        ? null
        : new Network(in, hidden, out, f, g);
  }

  private static @Nullable Network lossAlone(ObjectReader reader) {
    reader.forbid("network", "the operation loss runs no network");
    Integer out = reader.positiveInteger("outFeatures");
    return out == null ? null : new Network(0, 0, out, null, null);
  }

  /**
   * Looks at the text, not at the sources that were read: a wrong generator is one all the same.
   */
  private static boolean isGenerated(ObjectReader reader) {
    return reader.optional("data") instanceof JsonObject data
        && data.members().values().stream().anyMatch(each -> each.value() instanceof JsonObject);
  }

  private static @Nullable Long seed(ObjectReader reader) {
    if (isGenerated(reader)) {
      return reader.integer("seed");
    }
    if (reader.optional("data") instanceof JsonObject data && !data.members().isEmpty()) {
      reader.forbid("seed", "every tensor is given");
    } else {
      reader.optional("seed");
    }
    return null;
  }

  private Map<Quantity, TensorSource> data(
      ObjectReader reader, Operation operation, @Nullable Sizes sizes) {
    Map<Quantity, TensorSource> sources = new EnumMap<>(Quantity.class);
    JsonNode node = reader.required("data");
    ObjectReader data = node == null ? null : ObjectReader.of(document, node, "'data'");
    if (data == null) {
      return sources;
    }
    for (Quantity quantity : operation.inputs()) {
      JsonNode sourceNode = data.required(quantity.id());
      if (sourceNode != null) {
        TensorSource source = source(sourceNode, quantity, sizes);
        if (source != null) {
          sources.put(quantity, source);
        }
      }
    }
    data.rejectUnknown();
    return sources;
  }

  /**
   * @param sizes null when they could not be read; then the numbers of a given tensor are not
   */
  private @Nullable TensorSource source(JsonNode node, Quantity quantity, @Nullable Sizes sizes) {
    if (!(node instanceof JsonObject object)) {
      if (sizes == null) {
        return null;
      }
      Tensor tensor = TensorReader.read(document, node, quantity.id(), quantity.shape(sizes));
      return tensor == null ? null : new Given(tensor);
    }
    ObjectReader reader = new ObjectReader(document, object);
    String generator = reader.string("generator");
    if (generator == null) {
      return null;
    }
    if (!GENERATORS.contains(generator)) {
      // Which other keys belong here depends on the generator.
      reader.report(
          "generator",
          "unknown generator \"%s\"; %s"
              .formatted(generator, ObjectReader.suggestion(generator, GENERATORS)));
      return null;
    }
    TensorSource source =
        switch (generator) {
          case "normal" -> normal(reader, sizes == null ? 1 : quantity.defaultDeviation(sizes));
          case "uniform" -> uniform(reader);
          case "bernoulli" -> bernoulli(reader);
          default -> constant(reader);
        };
    reader.rejectUnknown();
    return source;
  }

  private static @Nullable TensorSource normal(ObjectReader reader, double defaultDeviation) {
    Double mean = reader.optionalNumber("mean");
    Double deviation = reader.optionalNumber("std");
    if (deviation != null && deviation <= 0) {
      reader.report("std", "'std' must be above 0; found " + reader.describe("std"));
    }
    return new Normal(mean == null ? 0 : mean, deviation == null ? defaultDeviation : deviation);
  }

  private static @Nullable TensorSource uniform(ObjectReader reader) {
    Double low = reader.number("low");
    Double high = reader.number("high");
    if (low == null || high == null) {
      return null;
    }
    if (low >= high) {
      reader.report("high", "'high' must be above 'low'");
    }
    return new Uniform(low, high);
  }

  private static @Nullable TensorSource bernoulli(ObjectReader reader) {
    Double p = reader.number("p");
    if (p != null && (p < 0 || p > 1)) {
      reader.report("p", "'p' must be between 0 and 1; found " + reader.describe("p"));
    }
    return p == null ? null : new Bernoulli(p);
  }

  private static @Nullable TensorSource constant(ObjectReader reader) {
    Double value = reader.number("value");
    return value == null ? null : new Constant(value);
  }

  private List<Check> checks(
      ObjectReader reader, Operation operation, @Nullable Sizes sizes, Tolerance tolerance) {
    JsonNode node = reader.required("checks");
    ObjectReader checksReader = node == null ? null : ObjectReader.of(document, node, "'checks'");
    if (checksReader == null) {
      return List.of();
    }
    if (checksReader.names().isEmpty()) {
      document.report(checksReader.ordinal(), "'checks' is empty; a case has at least one check");
    }
    List<Check> checks = new ArrayList<>();
    for (String id : operation.checkIds()) {
      JsonNode checkNode = checksReader.optional(id);
      ObjectReader check =
          checkNode == null ? null : ObjectReader.of(document, checkNode, "the check '" + id + "'");
      if (check != null) {
        BigDecimal points = points(check);
        JsonNode own = check.optional("tolerance");
        Tolerance checkTolerance = own == null ? tolerance : tolerance(own, operation, id, sizes);
        check.rejectUnknown();
        if (points != null && checkTolerance != null) {
          checks.add(new Check(id, points, checkTolerance));
        }
      }
    }
    checksReader.rejectUnknown();
    return checks;
  }

  private static @Nullable BigDecimal points(ObjectReader check) {
    JsonNode node = check.required("points");
    if (node == null) {
      return null;
    }
    BigDecimal points = null;
    if (node instanceof JsonNumber number) {
      try {
        points = new BigDecimal(number.literal()).stripTrailingZeros();
      } catch (NumberFormatException | ArithmeticException e) {
        // An exponent beyond all bounds. Said below.
      }
    }
    // The scale first: 1e-999999999 is small to write and endless to add.
    if (points != null
        && (points.scale() > 6 || points.signum() < 0 || points.compareTo(MAX_POINTS) > 0)) {
      points = null;
    }
    if (points == null) {
      check.report(
          "points",
          "'points' must be a number from 0 to 1000000 with at most 6 decimals; found "
              + node.describe());
    }
    return points;
  }

  private Map<String, Tensor> expected(
      ObjectReader reader, Operation operation, @Nullable Sizes sizes) {
    if (operation == Operation.PROPERTY) {
      reader.forbid("expected", "a law needs no expected values");
      return Map.of();
    }
    JsonNode node = reader.optional("expected");
    ObjectReader expected = node == null ? null : ObjectReader.of(document, node, "'expected'");
    if (expected == null) {
      return Map.of();
    }
    if (isGenerated(reader)) {
      document.report(
          reader.nameOrdinal("expected"),
          "'expected' needs every tensor of 'data' given: generated ones change with the seed");
    }
    // The text again: a check with wrong points is one all the same.
    if (!(reader.optional("checks") instanceof JsonObject checks)) {
      return Map.of();
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Quantity quantity : operation.outputs()) {
      if (!checks.members().containsKey(quantity.id())) {
        expected.forbid(quantity.id(), "the case has no such check");
        continue;
      }
      JsonNode value = expected.required(quantity.id());
      Tensor tensor =
          value == null || sizes == null
              ? null
              : TensorReader.read(document, value, quantity.id(), quantity.shape(sizes));
      if (tensor != null) {
        tensors.put(quantity.id(), tensor);
      }
    }
    expected.rejectUnknown();
    return tensors;
  }

  /** The tolerance of one check, which may be an interval: only it has a shape. */
  private @Nullable Tolerance tolerance(
      JsonNode node, Operation operation, String check, @Nullable Sizes sizes) {
    if (operation != Operation.PROPERTY
        && node instanceof JsonObject object
        && isInterval(object)) {
      Quantity quantity =
          operation.outputs().stream().filter(each -> each.id().equals(check)).findFirst().get();
      return interval(new ObjectReader(document, object), quantity, sizes);
    }
    return tolerance(node);
  }

  private static boolean isInterval(JsonNode node) {
    return node instanceof JsonObject object
        && (object.members().containsKey("low") || object.members().containsKey("high"));
  }

  private @Nullable Tolerance interval(
      ObjectReader reader, Quantity quantity, @Nullable Sizes sizes) {
    Tensor low = bound(reader, "low", quantity, sizes);
    Tensor high = bound(reader, "high", quantity, sizes);
    String reason = reader.string("reason");
    for (String key : List.of("rtol", "atol", "norm")) {
      reader.forbid(key, "'low' and 'high' stand alone");
    }
    reader.rejectUnknown();
    if (low == null || high == null || reason == null) {
      return null;
    }
    for (int i = 0; i < low.size(); i++) {
      if (low.get(i) > high.get(i)) {
        reader.report("high", "'high' must not be below 'low'" + at(low, i));
        return null;
      }
    }
    return new Tolerance.Interval(low, high, reason);
  }

  private static String at(Tensor tensor, int position) {
    return tensor.rank() == 0 ? "" : "; it is at " + tensor.indexText(position);
  }

  /** One finite number for every element, or an array of them. */
  private @Nullable Tensor bound(
      ObjectReader reader, String key, Quantity quantity, @Nullable Sizes sizes) {
    JsonNode node = reader.required(key);
    if (node == null || sizes == null) {
      return null;
    }
    int[] shape = quantity.shape(sizes);
    if (!(node instanceof JsonArray)) {
      Double number = reader.number(key);
      double[] values = new double[Tensor.sizeOf(shape)];
      Arrays.fill(values, number == null ? 0 : number);
      return number == null ? null : Tensor.of(shape, values);
    }
    Tensor tensor = TensorReader.read(document, node, "'" + key + "'", shape);
    if (tensor != null && !Arrays.stream(tensor.toArray()).allMatch(Double::isFinite)) {
      reader.report(key, "'" + key + "' must hold finite numbers");
      return null;
    }
    return tensor;
  }

  private @Nullable Tolerance tolerance(JsonNode node) {
    ObjectReader reader = ObjectReader.of(document, node, "'tolerance'");
    if (reader == null) {
      return null;
    }
    if (isInterval(node)) {
      for (String key : List.of("low", "high", "reason")) {
        reader.forbid(key, "only the check of one quantity can accept an interval");
      }
      return null;
    }
    if (reader.optional("norm") != null) {
      Double bound = reader.number("norm");
      reader.forbid("rtol", "'norm' stands alone");
      reader.forbid("atol", "'norm' stands alone");
      String reason = reader.optionalString("reason");
      reader.rejectUnknown();
      if (bound != null && bound <= 0) {
        reader.report("norm", "'norm' must be above 0; found " + reader.describe("norm"));
      }
      return bound == null ? null : new Tolerance.Norm(bound, reason);
    }
    if (reader.names().isEmpty()) {
      document.report(node.ordinal(), "'tolerance' is empty; give 'rtol' and 'atol', or 'norm'");
      return null;
    }
    Double rtol = nonNegative(reader, "rtol");
    Double atol = nonNegative(reader, "atol");
    String reason = reader.optionalString("reason");
    reader.rejectUnknown();
    return rtol == null || atol == null ? null : new Tolerance.Elementwise(rtol, atol, reason);
  }

  private static @Nullable Double nonNegative(ObjectReader reader, String key) {
    Double value = reader.number(key);
    if (value != null && value < 0) {
      reader.report(key, "'" + key + "' must be at least 0; found " + reader.describe(key));
    }
    return value;
  }
}
