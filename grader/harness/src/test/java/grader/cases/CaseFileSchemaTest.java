package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors and the strict reader say the same of every file. */
class CaseFileSchemaTest {
  /** Defects that need arithmetic, two places of a file, or the text itself to be seen. */
  private static final Set<String> ONLY_THE_READER_SEES =
      Set.of(
          "bias-too-long.json",
          "case-too-large.json",
          "duplicate-case-id.json",
          "duplicate-check.json",
          "duplicate-key.json",
          "expected-too-few-rows.json",
          "gate-not-the-first.json",
          "interval-of-a-number-in-rows.json",
          "interval-swapped.json",
          "interval-too-few-rows.json",
          "points-seven-decimals.json",
          "property-too-large-twice.json",
          "too-few-columns.json",
          "too-many-rows.json",
          "uniform-bounds-swapped.json");

  private static final Validator VALIDATOR =
      new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();

  private static URI schema = URI.create("urn:none");

  @BeforeAll
  static void schemaIsValidItself() throws IOException {
    // Throws when the schema does not fit the meta-schema that it names.
    schema = VALIDATOR.registerSchema(Files.readString(Corpus.SCHEMA));
  }

  static Stream<Path> goodFiles() {
    return Corpus.files("good").stream();
  }

  static Stream<Path> realFiles() {
    return Corpus.realFiles().stream();
  }

  static Stream<Path> badFiles() {
    return Stream.of("bad", "several").flatMap(kind -> Corpus.files(kind).stream());
  }

  static Stream<Path> filesThatOnlyTheReaderRejects() {
    return Corpus.files("reader-only").stream();
  }

  @ParameterizedTest
  @MethodSource({"goodFiles", "realFiles"})
  void bothAcceptAGoodFile(Path file) throws IOException {
    assertEquals(List.of(), Corpus.problems(file));
    assertEquals("", schemaErrors(file));
  }

  @ParameterizedTest
  @MethodSource({"goodFiles", "realFiles"})
  void schemaAcceptsWhatTheWriterMakesOfAGoodFile(Path file) throws Exception {
    TestSuite suite = CaseReader.read(List.of(file)).get(0);
    assertEquals("", schemaErrors(CaseFileWriter.write(suite, "schema.json", List.of("a", "b"))));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void bothRejectABadFile(Path file) throws IOException {
    assertFalse(Corpus.problems(file).isEmpty(), "the reader accepts it");
    assertFalse(schemaErrors(file).isEmpty(), "the schema accepts it");
  }

  @ParameterizedTest
  @MethodSource("filesThatOnlyTheReaderRejects")
  void readerIsStricterThanTheSchema(Path file) throws IOException {
    assertEquals(1, Corpus.problems(file).size(), "problems that the reader sees");
    assertEquals("", schemaErrors(file));
  }

  @Test
  void readerIsStricterInNothingElse() {
    assertEquals(
        new TreeSet<>(ONLY_THE_READER_SEES),
        filesThatOnlyTheReaderRejects()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String schemaErrors(Path file) throws IOException {
    return schemaErrors(Files.readString(file));
  }

  private static String schemaErrors(String text) {
    Validator.Result result = VALIDATOR.validate(schema, text);
    assertTrue(result.isValid() || !result.getErrors().isEmpty(), "an error without a word");
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .collect(Collectors.joining("\n"));
  }
}
