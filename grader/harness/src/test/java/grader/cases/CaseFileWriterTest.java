package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFileWriterTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Path> files() {
    return Stream.concat(Corpus.files("good").stream(), Corpus.realFiles().stream());
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsWrittenIsReadBackAsTheSameSuite(Path file) throws Exception {
    TestSuite suite = CaseReader.read(List.of(file)).get(0);
    Path copy = folder.resolve("copy.json");
    Files.writeString(copy, CaseFileWriter.write(suite, "schema.json", List.of("a", "\"b\"")));
    TestSuite again = CaseReader.read(List.of(copy)).get(0);
    assertEquals(suite.id(), again.id());
    assertEquals(suite.title(), again.title());
    assertEquals(suite.gate(), again.gate());
    assertEquals(suite.feedback(), again.feedback());
    assertEquals(WithoutLines.of(suite.cases()), WithoutLines.of(again.cases()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4.9e-324",
        "1.7976931348623157e308",
        "-0",
        "0.1",
        "1e-4",
        "1.2345678901234568e17"
      })
  void numbersAreAsShortAsTheyCanBe(String number) throws IOException, InvalidCasesException {
    Path original = Corpus.file("good", "loss-given.json");
    String changed =
        Files.readString(original).replaceFirst("\"y\": \\[\\[[^,]*,", "\"y\": [[" + number + ",");
    Path file = Files.writeString(folder.resolve("changed.json"), changed);
    TestSuite suite = CaseReader.read(List.of(file)).get(0);
    String written = CaseFileWriter.write(suite, null, List.of());
    assertTrue(written.contains("[" + number + ","), written);
  }
}
