package grader.cases;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import grader.cases.JsonNode.JsonArray;
import grader.cases.JsonNode.JsonBoolean;
import grader.cases.JsonNode.JsonNull;
import grader.cases.JsonNode.JsonNumber;
import grader.cases.JsonNode.JsonObject;
import grader.cases.JsonNode.JsonString;
import grader.cases.JsonNode.Member;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text read strictly: UTF-8, one value, no duplicate name, no lenient syntax.
 *
 * <p>gson reports no positions but in the text of its reader, which is slow to ask for each of
 * thousands of numbers. So reading counts names and values, and only when a problem needs a line
 * and a column the text is read again up to that count.
 */
final class JsonDocument {
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_DEPTH = 32;
  private static final Pattern POSITION = Pattern.compile("at line (\\d+) column (\\d+)");

  private final Path file;
  private final byte[] bytes;
  private final String text;
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable JsonNode root;

  private JsonDocument(Path file, byte[] bytes, String text) {
    this.file = file;
    this.bytes = bytes;
    this.text = text;
  }

  /**
   * Read a file. Problems of syntax are in {@link #problems()}; then {@link #root()} may be null.
   *
   * @throws IOException when the file cannot be read
   */
  static JsonDocument read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      return broken(file, "is " + (size >> 20) + " MiB large; at most 16 MiB are read");
    }
    byte[] bytes = Files.readAllBytes(file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return broken(file, "is not UTF-8 text; save it as UTF-8");
    }
    JsonDocument document = new JsonDocument(file, bytes, text);
    document.parse();
    return document;
  }

  private static JsonDocument broken(Path file, String message) {
    JsonDocument document = new JsonDocument(file, new byte[0], "");
    document.problems.add(new Problem(file, 0, 0, message));
    return document;
  }

  Path file() {
    return file;
  }

  byte[] bytes() {
    return bytes;
  }

  @Nullable JsonNode root() {
    return root;
  }

  /** What is wrong with the syntax, and what a reader adds to it. */
  List<Problem> problems() {
    return problems;
  }

  /** Add a problem at the place of a name or a value. */
  void report(int ordinal, String message) {
    int[] position = positionOf(ordinal);
    problems.add(new Problem(file, position[0], position[1], message));
  }

  private void parse() {
    if (text.isBlank()) {
      problems.add(new Problem(file, 0, 0, "is empty; expected a JSON object"));
      return;
    }
    if (text.startsWith("\uFEFF")) {
      problems.add(
          new Problem(file, 1, 1, "starts with a byte order mark; save it as UTF-8 without one"));
      return;
    }
    Parser parser = new Parser();
    try {
      JsonNode value = parser.value();
      if (parser.reader.peek() != JsonToken.END_DOCUMENT) {
        parser.problem("expected the end of the file after the JSON value");
      }
      root = value;
    } catch (MalformedJsonException | EOFException e) {
      problems.add(syntaxProblem(parser, e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  private Problem syntaxProblem(Parser parser, IOException e) {
    int[] position = position(String.valueOf(e.getMessage()));
    if (position[0] == 0) {
      position = position(parser.reader.toString());
    }
    String what =
        e instanceof EOFException
            ? "the file ends in the middle of a value"
            : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    what = what.replaceAll(" ?at line \\d+ column \\d+ path .*", "");
    if (what.contains("JsonReader") || what.isEmpty()) {
      what = "not valid JSON";
    }
    return new Problem(
        file, position[0], position[1], "syntax error: " + what + " (at " + parser.path() + ")");
  }

  private int[] positionOf(int ordinal) {
    try {
      return new Locator(ordinal).find();
    } catch (IOException e) {
      return new int[] {0, 0};
    }
  }

  private static int[] position(String readerText) {
    Matcher matcher = POSITION.matcher(readerText);
    return matcher.find()
        ? new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}
        : new int[] {0, 0};
  }

  private static JsonReader strictReader(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_DEPTH);
    return reader;
  }

  /** The first pass: the values. */
  private final class Parser {
    private final JsonReader reader = strictReader(text);
    private int count;

    JsonNode value() throws IOException {
      int ordinal = count++;
      switch (reader.peek()) {
        case BEGIN_OBJECT -> {
          return object(ordinal);
        }
        case BEGIN_ARRAY -> {
          List<JsonNode> elements = new ArrayList<>();
          reader.beginArray();
          while (reader.hasNext()) {
            elements.add(value());
          }
          reader.endArray();
          return new JsonArray(ordinal, elements);
        }
        case STRING -> {
          return new JsonString(ordinal, reader.nextString());
        }
        case NUMBER -> {
          return new JsonNumber(ordinal, reader.nextString());
        }
        case BOOLEAN -> {
          return new JsonBoolean(ordinal, reader.nextBoolean());
        }
        case NULL -> {
          reader.nextNull();
          return new JsonNull(ordinal);
        }
        default -> throw new MalformedJsonException("expected a value");
      }
    }

    private JsonObject object(int ordinal) throws IOException {
      Map<String, Member> members = new LinkedHashMap<>();
      reader.beginObject();
      while (reader.hasNext()) {
        int nameOrdinal = count++;
        String name = reader.nextName();
        Member member = new Member(nameOrdinal, value());
        if (members.putIfAbsent(name, member) != null) {
          report(nameOrdinal, "duplicate key '" + name + "'; remove one of the two");
        }
      }
      reader.endObject();
      return new JsonObject(ordinal, members);
    }

    String path() {
      return reader.getPath();
    }

    void problem(String message) {
      int[] position = position(reader.toString());
      problems.add(new Problem(file, position[0], position[1], message));
    }
  }

  /** The second pass: where one name or value begins. */
  private final class Locator {
    private final JsonReader reader = strictReader(text);
    private int remaining;

    Locator(int ordinal) {
      this.remaining = ordinal;
    }

    int[] find() throws IOException {
      while (true) {
        JsonToken token = reader.peek();
        boolean counted = token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT;
        if (counted && remaining-- == 0) {
          return startOf(token);
        }
        skip(token);
      }
    }

    /** The reader stands behind the first character of what it peeked at, or behind a literal. */
    private int[] startOf(JsonToken token) throws IOException {
      int[] position = position(reader.toString());
      int read =
          switch (token) {
            case NUMBER -> 0;
            case NULL -> "null".length();
            case BOOLEAN -> Boolean.toString(reader.nextBoolean()).length();
            default -> 1;
          };
      return new int[] {position[0], position[1] - read};
    }

    private void skip(JsonToken token) throws IOException {
      switch (token) {
        case BEGIN_OBJECT -> reader.beginObject();
        case END_OBJECT -> reader.endObject();
        case BEGIN_ARRAY -> reader.beginArray();
        case END_ARRAY -> reader.endArray();
        case END_DOCUMENT -> throw new EOFException();
        // A name too: its value then comes as a token of its own.
        default -> reader.skipValue();
      }
    }
  }
}
