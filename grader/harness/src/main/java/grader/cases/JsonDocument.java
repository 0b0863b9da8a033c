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
import grader.digest.Sha256;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text read strictly: UTF-8, one value, no duplicate name, no lenient syntax.
 *
 * <p>gson reports no positions but in the text of its reader, which is slow to ask for each of
 * thousands of numbers. So reading counts names and values, and only when a problem needs a line
 * and a column the text is read again up to that count. Objects in arrays, which cases are, are few
 * enough to ask for their lines.
 */
final class JsonDocument {
  /** How deep arrays and objects may stand in each other. */
  static final int MAX_DEPTH = 32;

  /** What a syntax error names as expected where a value belongs. */
  static final String EXPECTED_VALUE = "a value";

  private static final int MAX_BYTES = 16 << 20;

  private final Path file;
  private final byte[] bytes;
  private final String sha256;
  private final List<Problem> problems = new ArrayList<>();
  private String text = "";
  private @Nullable JsonNode root;

  private JsonDocument(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.sha256 = Sha256.of(bytes);
  }

  /**
   * Open a file: its digest is known then, and what it says is read later.
   *
   * @throws IOException when the file cannot be read
   */
  static JsonDocument open(Path file) throws IOException {
    long size = Files.size(file);
    if (size <= MAX_BYTES) {
      return new JsonDocument(file, Files.readAllBytes(file));
    }
    JsonDocument document = new JsonDocument(file, new byte[0]);
    document.problems.add(
        new Problem(file, 0, 0, "is " + size + " bytes large; at most " + MAX_BYTES + " are read"));
    return document;
  }

  /** Read what it says. What is wrong with its syntax is then in {@link #problems()}. */
  void read() {
    if (!problems.isEmpty()) {
      return;
    }
    ByteBuffer undecoded = ByteBuffer.wrap(bytes);
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(undecoded).toString();
    } catch (CharacterCodingException e) {
      // The decoder stops before what it cannot decode.
      int good = undecoded.position();
      String before = new String(bytes, 0, good, StandardCharsets.UTF_8);
      int[] position = SyntaxErrors.positionOf(before, before.length());
      String message = "the byte 0x%02X is not UTF-8; save the file as UTF-8";
      problems.add(new Problem(file, position[0], position[1], message.formatted(bytes[good])));
      return;
    }
    parse();
  }

  Path file() {
    return file;
  }

  /** The digest of its bytes, in hexadecimal. */
  String sha256() {
    return sha256;
  }

  /** What it says; null before it is read, and when a problem is in the way. */
  @Nullable JsonNode root() {
    return root;
  }

  /** What is wrong with the syntax, and what a reader adds to it. */
  List<Problem> problems() {
    return problems;
  }

  /** Problems in the order of the file's lines. */
  List<Problem> problemsByPlace() {
    // Comparators are made of lambdas that no class-data archive takes: a millisecond, and most
    // files are right.
    return problems.size() < 2
        ? problems
        : problems.stream()
            .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
            .toList();
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
      parser.end();
      root = value;
    } catch (MalformedJsonException | EOFException e) {
      problems.add(new SyntaxErrors(file, text).problem(e, parser.expected));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  private int[] positionOf(int ordinal) {
    try {
      return new Locator(ordinal).find();
    } catch (IOException e) {
      return new int[] {0, 0};
    }
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

    /** What is read next, for the message when something else stands there. */
    private String expected = EXPECTED_VALUE;

    JsonNode value() throws IOException {
      int ordinal = count++;
      switch (reader.peek()) {
        case BEGIN_OBJECT -> {
          return object(ordinal, 0);
        }
        case BEGIN_ARRAY -> {
          return array(ordinal);
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
        default -> throw new IllegalStateException("no value is " + reader.peek());
      }
    }

    private JsonArray array(int ordinal) throws IOException {
      List<JsonNode> elements = new ArrayList<>();
      reader.beginArray();
      expected = EXPECTED_VALUE + " or ']'";
      while (reader.hasNext()) {
        elements.add(reader.peek() == JsonToken.BEGIN_OBJECT ? object(count++, line()) : value());
        expected = EXPECTED_VALUE;
      }
      reader.endArray();
      return new JsonArray(ordinal, elements);
    }

    private JsonObject object(int ordinal, int line) throws IOException {
      Map<String, Member> members = new LinkedHashMap<>();
      reader.beginObject();
      expected = "a key in double quotes, or '}'";
      while (reader.hasNext()) {
        int nameOrdinal = count++;
        String name = reader.nextName();
        expected = EXPECTED_VALUE;
        Member member = new Member(nameOrdinal, value());
        if (members.putIfAbsent(name, member) != null) {
          report(nameOrdinal, "duplicate key '" + name + "'; remove one of the two");
        }
        expected = "a key in double quotes";
      }
      reader.endObject();
      return new JsonObject(ordinal, line, members);
    }

    /** The text is {@code JsonReader at line 3 column 11 path $.cases[0]}. */
    private int line() {
      String place = reader.toString();
      int start = place.indexOf(" line ") + " line ".length();
      return Integer.parseInt(place.substring(start, place.indexOf(' ', start)));
    }

    void end() throws IOException {
      expected = "the end of the file";
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException("a strict reader reads no second value");
      }
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

    /** gson has read some literals when it has peeked at them, and some not: only ends are sure. */
    private int[] startOf(JsonToken token) throws IOException {
      int read =
          switch (token) {
            case NUMBER -> reader.nextString().length();
            case BOOLEAN -> Boolean.toString(reader.nextBoolean()).length();
            case NULL -> {
              reader.nextNull();
              yield "null".length();
            }
            // The bracket or the quote.
            default -> 1;
          };
      int[] position = SyntaxErrors.position(reader.toString());
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
