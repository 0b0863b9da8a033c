package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GraderArgumentsTest {
  @Test
  void theDefaultsAreThoseOfTheOptions() {
    GraderOptions options = new GraderOptions();
    CommandLine commandLine = new CommandLine(options.spec());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true).parseArgs("target/submit.jar");
    assertEquals(
        options.arguments(commandLine), GraderArguments.defaults(Path.of("target/submit.jar")));
    assertEquals(options.arguments(commandLine), GraderArguments.ofJarAlone("target/submit.jar"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-q submit.jar", "submit.jar submit.jar", "-.jar", "@file.jar", "cases"})
  void whateverElseIsTypedIsParsed(String typed) {
    assertNull(GraderArguments.ofJarAlone(typed.isEmpty() ? new String[0] : typed.split(" ", -1)));
  }
}
