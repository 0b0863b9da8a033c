package grader.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A submission that looks around, or does what it should not. */
final class Probe {
  static final String ONE_CASE =
      Product.CLONE.resolve("tests/examples/test1.json").toAbsolutePath().toString();

  private Probe() {}

  /** The template with this code in place of {@code forward}. */
  static Path jar(String forward, Path folder, String name) throws IOException {
    String template =
        Files.readString(Product.CLONE.resolve("student-template/src/main/java/mlp/MLP.java"));
    String source =
        template.replace(
            "throw new UnsupportedOperationException(\"forward is not implemented yet\");",
            forward);
    assertTrue(source.contains(forward), "the template's forward reads differently");
    return Submissions.jarOf(source, folder, name);
  }

  /** What code in {@code forward} prints, line by line. */
  static List<String> printedBy(String forward, Path folder, String... options) throws IOException {
    Path jar = jar(forward + "\nthrow new IllegalStateException(\"seen\");", folder, "probe");
    Product.Run run =
        Product.run(
            Product.INSTALLATION.resolve("bin/grader"),
            Map.of("GRADER_SECRET", "canary"),
            arguments(jar, options));
    JsonObject first = run.report().getAsJsonArray("cases").get(0).getAsJsonObject();
    assertTrue(messageOf(first).startsWith("forward threw IllegalStateException: seen"), run.out());
    return first.getAsJsonObject("output").get("text").getAsString().lines().toList();
  }

  /** Arguments for one case with a report for programs. */
  static String[] arguments(Path jar, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--format", "json", "--tests", ONE_CASE));
    // What keeps a submission in must hold whatever the policy lets through.
    arguments.addAll(List.of("--policy-mode", "off"));
    arguments.add(jar.toString());
    return arguments.toArray(String[]::new);
  }

  /** The message of a case's first check. */
  static String messageOf(JsonObject testCase) {
    return testCase.getAsJsonArray("checks").get(0).getAsJsonObject().get("message").getAsString();
  }
}
