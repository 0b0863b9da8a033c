package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.PreparedCase;
import grader.protocol.CaseRequest;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What students get: it grades, and nothing in it tells an answer. */
@Tag("long")
class StudentKitTest {
  private static final String OWN_CLASS = ".*/grader-[a-z]+-[^/]*\\.jar!/.*\\.class";

  private static Map<String, byte[]> contents = Map.of();

  /** Unpacked once: its first start takes as long as many others. */
  @SuppressWarnings("NullAway.Init")
  private static Path kit;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    contents = StudentKit.contents();
    kit = StudentKit.unpackTo(folder);
  }

  @Test
  void noClassOfTheReferenceIsThereOrNamed() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (JarFile reference = new JarFile(referenceJar().toFile())) {
      reference.stream().map(JarEntry::getName).forEach(classes::add);
    }
    assertTrue(classes.contains("grader/reference/MLP.class"), classes::toString);
    for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
      String inJar = entry.getKey().replaceFirst(".*!/", "");
      if (!inJar.startsWith("META-INF/MANIFEST") && !inJar.endsWith("/")) {
        assertFalse(classes.contains(inJar), entry::getKey);
      }
      for (String name : List.of("grader/reference", "grader.reference")) {
        assertFalse(has(entry.getValue(), name), () -> entry.getKey() + " names " + name);
      }
      assertFalse(
          inJar.equals("META-INF/services/grader.oracle.Oracle"), "nothing answers what is right");
    }
  }

  @Test
  void noConstantOfTheReferenceIsThere() throws IOException {
    Constants ofKit = Constants.none();
    Constants ofWorker = Constants.none();
    for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
      if (entry.getKey().matches(OWN_CLASS)) {
        Constants constants = Constants.of(new ByteArrayInputStream(entry.getValue()));
        (entry.getKey().contains("/grader-worker-") ? ofWorker : ofKit).addAll(constants);
      }
    }
    Constants secret = Constants.none();
    try (JarFile reference = new JarFile(referenceJar().toFile())) {
      for (JarEntry entry : reference.stream().toList()) {
        // What is wrong is told to students by its id; that none of these classes is there is
        // tested
        // above.
        boolean isOfMistakes = entry.getName().matches("grader/reference/(Mistake|Wrong).*");
        if (entry.getName().endsWith(".class") && !isOfMistakes) {
          secret.addAll(Constants.of(reference.getInputStream(entry)));
        }
      }
    }
    // What every class of numbers has.
    secret.numbers().removeAll(Set.of(0.0, 1.0, 2.0, 0.5, Double.POSITIVE_INFINITY));
    assertTrue(secret.numbers().contains(-100.0), "the clamp of BCE's logarithm");
    assertTrue(secret.numbers().contains((double) 1e-12f), "the epsilon of BCE's gradient");
    // The names of the contract stand in the worker and in the examples.
    String examples = text("student-kit/src/test/resources/examples/");
    secret.strings().removeAll(ofWorker.strings());
    secret.strings().removeIf(examples::contains);
    assertTrue(secret.strings().size() > 3, secret.strings()::toString);
    ofKit.addAll(ofWorker);
    assertAll(
        () -> assertEquals(Set.of(), common(secret.numbers(), ofKit.numbers())),
        () -> assertEquals(Set.of(), common(secret.strings(), ofKit.strings())));
  }

  @Test
  void noHiddenCaseIsThereOrNamed() throws IOException {
    Set<String> texts = new TreeSet<>();
    Set<String> numbers = new TreeSet<>();
    for (JsonObject file : hiddenFiles()) {
      collect(file, texts, numbers);
    }
    // What the examples say too, or what is no more than a word of the format's.
    String examples = text("student-kit/src/test/resources/examples/");
    texts.removeIf(text -> examples.contains(text) || !text.matches(".*[- ].*"));
    texts.removeAll(Set.of("train-step"));
    numbers.removeIf(number -> examples.contains(number) || significantDigits(number) < 4);
    assertTrue(texts.contains("train-step-bce-relu-sigmoid"), texts::toString);
    for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
      for (String text : texts) {
        assertFalse(has(entry.getValue(), text), () -> entry.getKey() + " has " + text);
      }
      if (entry.getKey().matches(".*\\.(json|java|md|txt|xml)")) {
        Set<String> found = numbers(new String(entry.getValue(), StandardCharsets.UTF_8));
        assertEquals(Set.of(), common(numbers, found), entry::getKey);
      }
    }
  }

  @Test
  void noConstantOfAHiddenCaseIsThere() throws IOException {
    Set<String> texts = new TreeSet<>();
    Set<String> literals = new TreeSet<>();
    for (JsonObject file : hiddenFiles()) {
      collect(file, texts, literals);
    }
    Set<Double> numbers = new HashSet<>();
    literals.stream()
        .filter(number -> significantDigits(number) >= 3)
        .forEach(number -> numbers.add(Double.valueOf(number)));
    Constants ofKit = Constants.none();
    for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
      if (entry.getKey().matches(OWN_CLASS)) {
        ofKit.addAll(Constants.of(new ByteArrayInputStream(entry.getValue())));
      }
    }
    assertEquals(Set.of(), common(numbers, ofKit.numbers()));
  }

  @Test
  void theOnlyCasesAreTheExamples() {
    List<String> json =
        contents.keySet().stream()
            .filter(name -> name.endsWith(".json") && !name.endsWith(".schema.json"))
            .filter(name -> !name.contains(".jar!/META-INF/native-image/"))
            .map(name -> name.replaceFirst(".*/", ""))
            .sorted()
            .toList();
    assertEquals(
        List.of("test1.json", "test1.json", "test2.json", "test2.json", "test3.json", "test3.json"),
        json);
  }

  @Test
  void whatTheKitKnowsOfMistakesIsAboutTheExamplesAlone()
      throws IOException, InvalidCasesException {
    Set<Tensor> given = new HashSet<>();
    for (PreparedCase each :
        new CasePreparation(null, 0)
            .prepare(CaseReader.read(List.of(Product.CLONE.resolve("tests/examples"))))
            .values()) {
      given.addAll(each.request().tensors().values());
    }
    int questions = 0;
    try (InputStream in =
        new GZIPInputStream(new ByteArrayInputStream(StudentKit.recordedAlternatives()))) {
      MessageChannel messages = new MessageChannel(in, OutputStream.nullOutputStream());
      for (Message each = messages.receive(); each != null; each = messages.receive()) {
        CaseRequest recorded = (CaseRequest) each;
        for (String name : List.of("W1", "b1", "W2", "b2", "x", "y")) {
          Tensor input = recorded.tensors().get(name);
          questions += input == null ? 0 : 1;
          assertTrue(input == null || given.contains(input), () -> recorded.operation() + name);
        }
      }
    }
    assertTrue(questions > 1000, () -> "there is little in it");
  }

  @Test
  void theKitNamesWhatItHasNoFormulaFor() throws IOException {
    Path submit = kit.resolve("submit.jar");
    Files.copy(Submissions.jarOf("wrong-relu-mask-inverted"), submit);
    Product.Run named = grader("submit.jar");
    Path known = kit.resolve("grader-files/diagnosis/recorded-alternatives");
    byte[] whole = Files.readAllBytes(known);
    Files.writeString(known, "damaged");
    Product.Run damaged = grader("submit.jar");
    Files.write(known, whole);
    assertAll(
        () -> assertTrue(named.out().contains("ReLU is the wrong way round"), named.out()),
        () -> assertEquals(1, damaged.exitCode(), damaged.err()),
        () -> assertEquals(firstLine(named.out()), firstLine(damaged.out())),
        () ->
            assertTrue(
                damaged.out().replaceAll("\\s+", " ").contains("unpack the grader again"),
                damaged.out()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Test
  void theOnlySourceOfANetworkIsTheBlankTemplate() throws IOException {
    byte[] template =
        Files.readAllBytes(Product.CLONE.resolve("student-template/src/main/java/mlp/MLP.java"));
    List<Map.Entry<String, byte[]>> sources =
        contents.entrySet().stream()
            .filter(entry -> entry.getKey().matches(".*/MLP\\.(java|class)"))
            .toList();
    assertEquals(2, sources.size());
    for (Map.Entry<String, byte[]> source : sources) {
      assertEquals(-1, Arrays.mismatch(template, source.getValue()), source::getKey);
    }
  }

  @Test
  void theUnpackedKitGradesWithTheExamples() throws IOException {
    Files.createDirectory(kit.resolve("target"));
    Path submit = kit.resolve("target/submit.jar");
    Files.copy(Submissions.jarOf("correct-sample"), submit);
    Product.Run right = grader("target/submit.jar");
    Files.delete(submit);
    Files.copy(Submissions.jarOf("wrong-backward-divides-by-batch"), submit);
    Product.Run wrong = grader("target/submit.jar");
    Product.Run json = grader("--format", "json", "target/submit.jar");
    Product.Run blank = grader("src/main/java/mlp/MLP.java");
    assertAll(
        () -> assertEquals(0, right.exitCode(), right.err()),
        () -> assertTrue(right.out().startsWith("✔ score 21 / 21"), right.out()),
        () -> assertEquals(1, wrong.exitCode(), wrong.err()),
        () -> assertTrue(wrong.out().contains("expected 0.223156, got 0.0223156"), wrong.out()),
        () -> assertEquals(3, json.report().getAsJsonArray("cases").size()),
        () -> assertEquals(1, blank.exitCode(), blank.err()),
        () -> assertTrue(blank.out().contains("forward is not implemented yet"), blank.out()));
  }

  private static Product.Run grader(String... arguments) {
    List<String> command = Stream.concat(Stream.of("./grader"), Stream.of(arguments)).toList();
    return Product.runCommand(command, kit, Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  private static Path referenceJar() throws IOException {
    return Product.jars("lib").stream()
        .filter(jar -> jar.getFileName().toString().startsWith("grader-reference-"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> hiddenFiles() throws IOException {
    try (Stream<Path> files = Files.list(Product.CLONE.resolve("tests/hidden"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(StudentKitTest::parsed)
          .toList();
    }
  }

  private static JsonObject parsed(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every text and every number of a JSON value; the names of members are the format's. */
  private static void collect(JsonElement element, Set<String> texts, Set<String> numbers) {
    if (element instanceof JsonObject object) {
      object.entrySet().stream()
          .filter(member -> !member.getKey().equals("$schema"))
          .forEach(member -> collect(member.getValue(), texts, numbers));
    } else if (element instanceof JsonArray array) {
      array.forEach(each -> collect(each, texts, numbers));
    } else if (element instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      (primitive.isNumber() ? numbers : texts).add(primitive.getAsString());
    }
  }

  private static Set<String> numbers(String text) {
    return Pattern.compile("[-+]?\\d[\\d.]*([eE][-+]?\\d+)?")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static int significantDigits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  /** All files of the kit whose names begin so, one behind the other. */
  private static String text(String prefix) {
    StringBuilder text = new StringBuilder();
    contents.forEach(
        (name, content) -> {
          if (name.startsWith(prefix)) {
            text.append(new String(content, StandardCharsets.UTF_8));
          }
        });
    return text.toString();
  }

  /** Whether bytes have this text in them, byte for byte. */
  private static boolean has(byte[] content, String text) {
    // Latin-1 gives each byte a character of its own.
    String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return new String(content, StandardCharsets.ISO_8859_1).contains(wanted);
  }

  private static <T> Set<T> common(Set<T> one, Set<T> other) {
    Set<T> common = new HashSet<>(one);
    common.retainAll(other);
    return common;
  }
}
