package grader.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Writes JSON to memory, in ASCII: no encoding can damage it, and nothing that a submission printed
 * acts in a terminal.
 */
public final class JsonText {
  private JsonText() {}

  /** What is written. */
  public interface Content {
    /** Writes one JSON value. */
    void write(JsonWriter json) throws IOException;
  }

  /** A text of many lines, for files; it ends with a line feed. */
  public static String indented(Content content) {
    return write("  ", content);
  }

  /** A text in one line, which ends with a line feed. */
  public static String line(Content content) {
    return write("", content);
  }

  private static String write(String indent, Content content) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setIndent(indent);
    json.setHtmlSafe(false);
    try {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return InertText.ascii(text.toString()) + "\n";
  }
}
