package mlp;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Runs every case of every JSON file in src/test/resources/examples, yours included. */
class ExamplesTest {

  @TestFactory
  Stream<DynamicNode> examples() throws IOException, URISyntaxException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder())) {
      files = entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IllegalStateException("no case file (*.json) in " + folder().toAbsolutePath());
    }
    Map<String, Path> fileOfId = new HashMap<>();
    return files.stream().flatMap(file -> nodesOf(file, fileOfId));
  }

  /** The sources themselves; the copy that a build makes may hold files deleted since. */
  private static Path folder() throws URISyntaxException {
    Path sources = Path.of("src", "test", "resources", "examples");
    // An IDE may run the tests somewhere else.
    return Files.isDirectory(sources)
        ? sources
        : Path.of(ExamplesTest.class.getResource("/examples").toURI());
  }

  private static Stream<DynamicNode> nodesOf(Path file, Map<String, Path> fileOfId) {
    try {
      List<ExampleCase> examples = CaseFile.read(file);
      for (ExampleCase example : examples) {
        Path other = fileOfId.putIfAbsent(example.id(), file);
        if (other != null) {
          throw new CaseFileException(
              "%s: the case id \"%s\" is taken by %s"
                  .formatted(file.getFileName(), example.id(), other.getFileName()));
        }
      }
      return examples.stream().map(example -> nodeOf(example, file.toUri()));
    } catch (CaseFileException | IOException e) {
      // A failing test of its own, so that the other files still run.
      return Stream.of(
          dynamicTest(
              file.getFileName().toString(),
              file.toUri(),
              () -> {
                throw e;
              }));
    }
  }

  private static DynamicNode nodeOf(ExampleCase example, URI file) {
    CaseRun run = new CaseRun(example);
    return dynamicContainer(
        example.id(),
        file,
        example.checks().keySet().stream()
            .map(check -> dynamicTest(check, file, () -> run.check(check))));
  }
}
