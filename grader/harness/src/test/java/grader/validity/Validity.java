package grader.validity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.validation.Schema;

/** What is wrong with a report, asked of those who define its format. */
public final class Validity {
  private static final int MEBIBYTE = 1 << 20;

  private static final String OTR =
      "/org/junit/platform/reporting/shadow/org/opentest4j/reporting/";

  private static final Schema OPEN_TEST_REPORT =
      XmlSchemas.of(
          OTR + "schema/core-0.2.0.xsd",
          OTR + "schema/java-0.2.0.xsd",
          OTR + "schema/git-0.2.0.xsd",
          OTR + "schema/events-0.2.0.xsd",
          "/org/junit/platform/reporting/open/xml/junit.xsd");

  private final String publishedSchema;

  /**
   * A judge of reports.
   *
   * @param publishedSchema the text of {@code grade-report-v1.schema.json}
   */
  public Validity(String publishedSchema) {
    this.publishedSchema = publishedSchema;
  }

  /**
   * What is wrong with a report; empty when nothing is.
   *
   * @param format as {@code --format} names it; {@code github} is the log
   */
  public List<String> problems(String format, String text) {
    try {
      return switch (format) {
        case "console" -> acting(text);
        case "json" -> JsonSchemas.problems(publishedSchema, text);
        case "junit-xml" -> JunitXml.problems(text);
        case "otr" -> XmlSchemas.problems(OPEN_TEST_REPORT, text);
        case "gradescope" -> JsonSchemas.problems(resource("gradescope.schema.json"), text);
        case "prairielearn" -> prairieLearn(text);
        case "autolab" -> Autolab.problems(text);
        case "classroom50" -> Classroom50.problems(resource("classroom50.schema.json"), text);
        case "github" -> GithubLog.problems(text);
        case "markdown" -> Markdown.problems(text);
        case "sarif" -> JsonSchemas.problems(resource("/schema/sarif-schema-2.1.0.json"), text);
        case "html" -> Html.problems(text);
        default -> throw new IllegalArgumentException(format);
      };
    } catch (Exception e) {
      throw new IllegalStateException(format + ": " + text, e);
    }
  }

  private static List<String> prairieLearn(String json) {
    List<String> problems =
        new ArrayList<>(JsonSchemas.problems(resource("prairielearn.schema.json"), json));
    if (json.getBytes(StandardCharsets.UTF_8).length > MEBIBYTE) {
      problems.add("larger than PrairieLearn takes");
    }
    return problems;
  }

  /** Characters that do something in a terminal. */
  private static List<String> acting(String text) {
    return text.codePoints()
        .filter(point -> point != '\n' && isActing(point))
        .mapToObj(point -> "U+%04X".formatted(point))
        .toList();
  }

  private static boolean isActing(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
  }

  private static String resource(String name) {
    String path = name.startsWith("/") ? name : "/grader/validity/" + name;
    try (InputStream stream = Validity.class.getResourceAsStream(path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
