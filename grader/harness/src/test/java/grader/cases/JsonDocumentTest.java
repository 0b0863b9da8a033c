package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.JsonNode.JsonArray;
import grader.cases.JsonNode.JsonBoolean;
import grader.cases.JsonNode.JsonNull;
import grader.cases.JsonNode.JsonNumber;
import grader.cases.JsonNode.JsonObject;
import grader.cases.JsonNode.JsonString;
import grader.cases.JsonNode.Member;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonDocumentTest {
  private static final int MAX_BYTES = 16 << 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void everyKindOfValueHasTheColumnOfItsFirstCharacter() throws IOException {
    JsonDocument document =
        read("{\"a\": [12345, -7, 1.5, -0, 1e3, true, false, null, \"s\", [], {}]}");
    JsonObject root = assertInstanceOf(JsonObject.class, document.root());
    JsonArray array = assertInstanceOf(JsonArray.class, member(root, "a").value());

    List<Integer> ordinals =
        new ArrayList<>(List.of(root.ordinal(), member(root, "a").nameOrdinal()));
    ordinals.add(array.ordinal());
    array.elements().forEach(element -> ordinals.add(element.ordinal()));
    ordinals.forEach(ordinal -> document.report(ordinal, ""));

    assertEquals(
        List.of(1, 2, 7, 8, 15, 19, 24, 28, 33, 39, 46, 52, 57, 61),
        document.problems().stream().map(Problem::column).toList());
    assertTrue(document.problems().stream().allMatch(problem -> problem.line() == 1));
  }

  @Test
  void linesAreCountedThroughArraysTabsAndEmptyLines() throws IOException {
    JsonDocument document = read("\n{\n\n\t\"a\":\t[\n 1,\n\t\t\t22],\n\"b\"\n:\nnull}");
    JsonObject root = assertInstanceOf(JsonObject.class, document.root());
    JsonArray array = assertInstanceOf(JsonArray.class, member(root, "a").value());

    document.report(root.ordinal(), "object");
    document.report(member(root, "a").nameOrdinal(), "name a");
    document.report(array.ordinal(), "array");
    document.report(array.elements().get(0).ordinal(), "1");
    document.report(array.elements().get(1).ordinal(), "22");
    document.report(member(root, "b").nameOrdinal(), "name b");
    document.report(member(root, "b").value().ordinal(), "null");

    assertEquals(
        """
        file.json:2:1: object
        file.json:4:2: name a
        file.json:4:7: array
        file.json:5:2: 1
        file.json:6:4: 22
        file.json:7:1: name b
        file.json:9:1: null""",
        text(document));
  }

  @Test
  void placeIsThatOfTheTokenInAFileLargerThanAnyBuffer() throws IOException {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 300; i++) {
      text.append(i == 0 ? "" : i % 7 == 0 ? ",\r\n\t" : ", ")
          .append(
              "\"name%d\": [%d, %d.5, true, null, \"ÿ→𝄞%d\", {}, -%d]"
                  .formatted(i, i, i, i, i + 1));
    }
    text.append("}");
    JsonDocument document = read(text.toString());

    Map<Integer, String> tokens = new LinkedHashMap<>();
    tokens(document.root(), tokens);
    assertEquals(1 + 300 * 9, tokens.size());
    // One in a hundred is looked up, and each of them from the beginning of the file.
    tokens.keySet().removeIf(ordinal -> ordinal % 101 != 0);
    String[] lines = text.toString().split("\n", -1);
    tokens.forEach(
        (ordinal, token) -> {
          document.report(ordinal, token);
          Problem problem = document.problems().get(document.problems().size() - 1);
          String rest = lines[problem.line() - 1].substring(problem.column() - 1);
          assertTrue(rest.startsWith(token), () -> problem + " is before " + rest);
        });
  }

  @Test
  void valuesAreReadAsTheyAreWritten() throws IOException {
    JsonObject root =
        assertInstanceOf(
            JsonObject.class,
            read("{\"n\": -0, \"m\": 1.50E+3, \"s\": \"\\u0041\\n\", \"b\": false}").root());
    assertEquals("-0", assertInstanceOf(JsonNumber.class, member(root, "n").value()).literal());
    assertEquals(
        "1.50E+3", assertInstanceOf(JsonNumber.class, member(root, "m").value()).literal());
    assertEquals("A\n", assertInstanceOf(JsonString.class, member(root, "s").value()).value());
    assertEquals(false, assertInstanceOf(JsonBoolean.class, member(root, "b").value()).value());
    assertEquals(List.of("n", "m", "s", "b"), List.copyOf(root.members().keySet()));
  }

  @Test
  void ofTwoMembersOfOneNameTheFirstCountsAndTheSecondIsReported() throws IOException {
    JsonDocument document = read("{\"a\": 1, \"b\": {\"a\": 2},\n \"a\": [3], \"a\": 4}");
    assertEquals(
        """
        file.json:2:2: duplicate key 'a'; remove one of the two
        file.json:2:12: duplicate key 'a'; remove one of the two""",
        text(document));
    JsonObject root = assertInstanceOf(JsonObject.class, document.root());
    assertEquals("1", member(root, "a").value().describe());
  }

  @Test
  void namesThatDifferInTheTextAndNotInMeaningAreDuplicates() throws IOException {
    assertEquals(
        "file.json:1:10: duplicate key 'a'; remove one of the two",
        text(read("{\"a\": 1, \"\\u0061\": 2}")));
  }

  @Test
  void emptyFileIsSaidToBeEmpty() throws IOException {
    for (String blank : List.of("", " ", "\n\t \r\n")) {
      JsonDocument document = read(blank);
      assertEquals("file.json: is empty; expected a JSON object", text(document));
      assertNull(document.root());
    }
  }

  @Test
  void byteOrderMarkIsNamed() throws IOException {
    JsonDocument document = read("\uFEFF{}");
    assertEquals(
        "file.json:1:1: starts with a byte order mark; save it as UTF-8 without one",
        text(document));
    assertNull(document.root());
  }

  @Test
  void byteThatIsNotUtf8HasItsPlace() throws IOException {
    Path file = folder.resolve("file.json");
    Files.write(file, "{\n  \"title\": \"é caf\u00e9\"}".getBytes(StandardCharsets.UTF_8));
    assertEquals("", text(read(file)));

    byte[] before = "{\n  \"title\": \"é caf".getBytes(StandardCharsets.UTF_8);
    byte[] mixed = new byte[before.length + 3];
    System.arraycopy(before, 0, mixed, 0, before.length);
    mixed[before.length] = (byte) 0xE9;
    mixed[before.length + 1] = '"';
    mixed[before.length + 2] = '}';
    Files.write(file, mixed);
    assertEquals(
        "file.json:2:18: the byte 0xE9 is not UTF-8; save the file as UTF-8", text(read(file)));
  }

  @Test
  void utf16IsNotUtf8() throws IOException {
    Path file = folder.resolve("file.json");
    Files.write(file, "{}".getBytes(StandardCharsets.UTF_16));
    assertEquals(
        "file.json:1:1: the byte 0xFE is not UTF-8; save the file as UTF-8", text(read(file)));
  }

  @Test
  void fileOf16MebibytesIsReadAndAByteMoreIsNot() throws IOException {
    Path file = folder.resolve("file.json");
    byte[] spaces = new byte[MAX_BYTES];
    Arrays.fill(spaces, (byte) ' ');
    spaces[0] = '[';
    spaces[MAX_BYTES - 1] = ']';
    Files.write(file, spaces);
    assertEquals("", text(read(file)));

    try (RandomAccessFile larger = new RandomAccessFile(file.toFile(), "rw")) {
      larger.setLength(MAX_BYTES + 1L);
    }
    assertEquals("file.json: is 16777217 bytes large; at most 16777216 are read", text(read(file)));
  }

  @Test
  void thirtyTwoLevelsAreReadAndOneMoreIsNot() throws IOException {
    assertEquals("", text(read("[".repeat(32) + "]".repeat(32))));
    assertEquals(
        "file.json:1:33: syntax error: nested too deeply; at most 32 levels",
        text(read("[".repeat(33) + "]".repeat(33))));
    assertEquals(
        "file.json:1:33: syntax error: nested too deeply; at most 32 levels",
        text(read("[".repeat(100_000))));
  }

  @Test
  void syntaxErrorFarIntoAFileHasItsPlace() throws IOException {
    String line = "  [0.25, -1, \"" + "x".repeat(50) + "\"],\r\n";
    String text = "[\r\n" + line.repeat(500);
    assertEquals(
        "file.json:502:4: syntax error: expected ',' or ']'; found '2'",
        text(read(text + "[1 2]]")));
    assertEquals(
        "file.json:502:2: syntax error: expected a value or ']'; found 'NaN'; write \"NaN\", in double quotes",
        text(read(text + "[NaN]]")));
    assertEquals(
        "file.json:502:1: syntax error: expected a value; found ']'; remove the comma before it",
        text(read(text + "]")));
  }

  @Test
  void longWordsAreCutInMessages() throws IOException {
    assertEquals(
        "file.json:1:2: syntax error: expected a value or ']'; found '12345678901234567890…'",
        text(read("[" + "1234567890".repeat(200) + "]")));
  }

  private JsonDocument read(String text) throws IOException {
    Path file = folder.resolve("file.json");
    Files.writeString(file, text);
    return read(file);
  }

  private static JsonDocument read(Path file) throws IOException {
    JsonDocument document = JsonDocument.open(file);
    document.read();
    return document;
  }

  private String text(JsonDocument document) {
    return String.join("\n", document.problems().stream().map(Problem::toString).toList())
        .replace(folder.resolve("file.json").toString(), "file.json");
  }

  private static Member member(JsonObject object, String name) {
    Member member = object.members().get(name);
    if (member == null) {
      throw new AssertionError("no member " + name);
    }
    return member;
  }

  /** By ordinal, what a name or a value begins with in the text. */
  private static void tokens(@Nullable JsonNode node, Map<Integer, String> tokens) {
    if (node instanceof JsonObject object) {
      tokens.put(object.ordinal(), "{");
      object
          .members()
          .forEach(
              (name, member) -> {
                tokens.put(member.nameOrdinal(), "\"" + name + "\"");
                tokens(member.value(), tokens);
              });
    } else if (node instanceof JsonArray array) {
      tokens.put(array.ordinal(), "[");
      array.elements().forEach(element -> tokens(element, tokens));
    } else if (node instanceof JsonString string) {
      tokens.put(string.ordinal(), "\"" + string.value() + "\"");
    } else if (node instanceof JsonNumber number) {
      tokens.put(number.ordinal(), number.literal());
    } else if (node instanceof JsonBoolean bool) {
      tokens.put(bool.ordinal(), Boolean.toString(bool.value()));
    } else if (node instanceof JsonNull nothing) {
      tokens.put(nothing.ordinal(), "null");
    }
  }
}
