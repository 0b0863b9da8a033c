package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code grader cases …} as installed, with the reference. */
class CasesCommandsTest {
  private static final String SAMPLE =
      Product.INSTALLATION.resolve("samples/correct-sample.jar").toString();
  private static final List<String> ACTIVATIONS = List.of("relu", "sigmoid", "identity");

  @TempDir private Path folder;

  @Test
  void installedSuitesAreValid() {
    Product.Run run = Product.run("cases", "validate");
    assertEquals(0, run.exitCode(), run.out());
    assertTrue(run.out().contains("hidden"), run.out());
    assertTrue(run.out().matches("(?s).* files, \\d+ cases, \\d+ checks, 50 points\n"), run.out());
  }

  @Test
  @Tag("long")
  void whatNewWritesIsValidAndTheCorrectSamplePassesIt() throws IOException {
    List<List<String>> combinations = combinations();
    combinations.parallelStream().forEach(this::write);
    Product.Run validation = Product.run("cases", "validate", folder.toString());
    assertEquals(0, validation.exitCode(), validation.out());
    assertTrue(
        validation.out().contains("\n%1$d files, %1$d cases, ".formatted(combinations.size())),
        validation.out());
    Product.Run run = Product.run("--format", "json", "--tests", folder.toString(), SAMPLE);
    JsonObject report = run.report();
    for (JsonElement each : report.getAsJsonArray("cases")) {
      assertEquals("PASSED", each.getAsJsonObject().get("verdict").getAsString(), each::toString);
    }
    assertEquals(combinations.size(), report.getAsJsonArray("cases").size());
    assertEquals(0, run.exitCode());
  }

  /** Every operation with every activation in either layer and every loss that it can have. */
  private static List<List<String>> combinations() {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of("loss", "--loss", "mse"));
    all.add(List.of("loss", "--loss", "bce"));
    for (int i = 0; i < ACTIVATIONS.size(); i++) {
      String f = ACTIVATIONS.get(i);
      // In each operation another pairing, so that together they are all pairs.
      all.add(List.of("forward", "--f", f, "--g", activation(i)));
      all.add(List.of("backward", "--f", f, "--g", activation(i + 1)));
      all.add(List.of("property", "--f", f, "--g", activation(i + 2)));
      all.add(List.of("train-step", "--f", f, "--g", activation(i), "--loss", "mse"));
      all.add(List.of("train-step", "--f", f, "--g", "sigmoid", "--loss", "bce"));
    }
    return all;
  }

  private static String activation(int place) {
    return ACTIVATIONS.get(place % ACTIVATIONS.size());
  }

  private void write(List<String> combination) {
    String name = String.join("-", combination).replace("--", "");
    List<String> arguments = new ArrayList<>(List.of("cases", "new", "--operation"));
    arguments.addAll(combination);
    arguments.addAll(List.of("--output", folder.resolve(name + ".json").toString()));
    Product.Run run = Product.run(arguments.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.err());
  }

  @Test
  @Tag("long")
  void aCaseIsShownAndItsJsonCanBeGradedWithout() throws IOException {
    Product.Run text = Product.run("cases", "show", "property-relu-relu", "--seed", "3");
    assertEquals(0, text.exitCode(), text.err());
    assertTrue(text.out().contains("  central-differences  "), text.out());
    assertTrue(text.out().contains("  dJdyHat  batch × out, "), text.out());
    for (String id : List.of("property-relu-relu", "example-3-bce")) {
      Product.Run json = Product.run("cases", "show", id, "--json", "--seed", "3");
      Path file = Files.writeString(folder.resolve(id + ".json"), json.out());
      assertEquals(0, Product.run("cases", "validate", file.toString()).exitCode(), json.out());
    }
    Product.Run graded = Product.run("--quiet", "--tests", folder.toString(), SAMPLE);
    assertEquals(0, graded.exitCode(), graded.out() + graded.err());
  }
}
