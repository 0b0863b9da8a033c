package grader.cases;

import java.util.List;
import java.util.Map;

/**
 * A value of a JSON document. Its ordinal counts names and values in the order of the text, and is
 * what {@link JsonDocument} finds its line and column by.
 */
sealed interface JsonNode {
  int ordinal();

  /** The value in words, for messages. */
  String describe();

  /**
   * The members of an object by name, in the order of the text.
   *
   * @param line of an element of an array, counted from 1; 0 elsewhere
   */
  record JsonObject(int ordinal, int line, Map<String, Member> members) implements JsonNode {
    @Override
    public String describe() {
      return "an object";
    }
  }

  /** A value with the place of its name. */
  record Member(int nameOrdinal, JsonNode value) {}

  record JsonArray(int ordinal, List<JsonNode> elements) implements JsonNode {
    @Override
    public String describe() {
      return "an array of " + elements.size();
    }
  }

  record JsonString(int ordinal, String value) implements JsonNode {
    @Override
    public String describe() {
      return "the string \"" + value + "\"";
    }
  }

  /** A number as it is written, so that nothing is lost before its meaning is known. */
  record JsonNumber(int ordinal, String literal) implements JsonNode {
    @Override
    public String describe() {
      return literal;
    }
  }

  record JsonBoolean(int ordinal, boolean value) implements JsonNode {
    @Override
    public String describe() {
      return Boolean.toString(value);
    }
  }

  record JsonNull(int ordinal) implements JsonNode {
    @Override
    public String describe() {
      return "null";
    }
  }
}
