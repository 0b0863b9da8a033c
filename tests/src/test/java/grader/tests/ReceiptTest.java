package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report says what it is about, and can be checked by grading again. */
class ReceiptTest {
  private static final String WRONG = "wrong-backward-divides-by-batch";

  @TempDir private Path folder = Path.of("");

  @Test
  void runsOnTheSameInputDifferInSecondsAlone() throws Exception {
    String jar = Submissions.jarOf(WRONG).toString();
    String first = graded(jar, "first.json");
    String second = graded(jar, "second.json");
    assertEquals(withoutSeconds(first), withoutSeconds(second));

    JsonObject report = JsonParser.parseString(first).getAsJsonObject();
    Path digests = Product.INSTALLATION.resolve("digests.txt");
    assertEquals(sha256(digests), report.get("graderSha256").getAsString());
    for (String line : Files.readAllLines(digests)) {
      String[] digest = line.split("  ", 2);
      assertEquals(sha256(Product.INSTALLATION.resolve(digest[1])), digest[0], digest[1]);
    }
    assertEquals(
        sha256(Path.of(jar)), report.getAsJsonObject("submission").get("sha256").getAsString());

    Path receipt = folder.resolve("first.json");
    Product.Run same = Product.run("verify", receipt.toString(), jar);
    assertEquals(0, same.exitCode(), same.out() + same.err());
    assertTrue(same.out().startsWith("✔ the same result: score "), same.out());

    String other = Submissions.jarOf("correct-sample").toString();
    Product.Run different = Product.run("verify", receipt.toString(), other);
    assertEquals(1, different.exitCode(), different.out() + different.err());
    assertTrue(
        different.out().contains("\n  the submission is another one: recorded sha256 "),
        different.out());
  }

  private String graded(String jar, String name) throws Exception {
    Path file = folder.resolve(name);
    Product.Run run = Product.run("--format", "json", "--output", file.toString(), jar);
    assertEquals(1, run.exitCode(), run.err());
    return Files.readString(file);
  }

  private static String withoutSeconds(String json) {
    return json.replaceAll("\"seconds\": [0-9.E-]+", "\"seconds\": 0");
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
