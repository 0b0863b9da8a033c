package grader.cases;

import grader.cases.JsonNode.JsonArray;
import grader.cases.JsonNode.JsonNumber;
import grader.cases.JsonNode.JsonObject;
import grader.cases.JsonNode.JsonString;
import grader.cases.JsonNode.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of one object, each at most once, and reports what is missing, what has the
 * wrong type, and in the end what nobody asked for. A value that is wrong is reported and read as
 * null, so that the rest of the file is still looked at.
 */
final class ObjectReader {
  static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final JsonDocument document;
  private final JsonObject object;
  private final Set<String> known = new LinkedHashSet<>();

  ObjectReader(JsonDocument document, JsonObject object) {
    this.document = document;
    this.object = object;
  }

  /** Reads a node that must be an object; null and a problem when it is not. */
  static @Nullable ObjectReader of(JsonDocument document, JsonNode node, String what) {
    if (node instanceof JsonObject object) {
      return new ObjectReader(document, object);
    }
    document.report(node.ordinal(), what + " must be an object, {…}; found " + node.describe());
    return null;
  }

  int ordinal() {
    return object.ordinal();
  }

  /** The line where the object begins; only an element of an array knows it, and others say 0. */
  int line() {
    return object.line();
  }

  Set<String> names() {
    return object.members().keySet();
  }

  int nameOrdinal(String key) {
    Member member = object.members().get(key);
    return member == null ? object.ordinal() : member.nameOrdinal();
  }

  void report(String key, String message) {
    Member member = object.members().get(key);
    document.report(member == null ? object.ordinal() : member.value().ordinal(), message);
  }

  /** The value of a key in words, as it stands in the text. */
  String describe(String key) {
    Member member = object.members().get(key);
    return member == null ? "nothing" : member.value().describe();
  }

  @Nullable JsonNode optional(String key) {
    known.add(key);
    Member member = object.members().get(key);
    return member == null ? null : member.value();
  }

  @Nullable JsonNode required(String key) {
    JsonNode node = optional(key);
    if (node == null) {
      document.report(object.ordinal(), "missing key '" + key + "'");
    }
    return node;
  }

  @Nullable String string(String key) {
    return string(key, required(key));
  }

  @Nullable String optionalString(String key) {
    return string(key, optional(key));
  }

  /** Looks at a text that only people read: a string, or an array with a string per line. */
  void description(String key) {
    JsonNode node = optional(key);
    if (node instanceof JsonArray array) {
      for (JsonNode line : array.elements()) {
        if (!(line instanceof JsonString)) {
          document.report(
              line.ordinal(), "a line of '" + key + "' must be a string; found " + line.describe());
        }
      }
    } else if (node != null && !(node instanceof JsonString)) {
      wrongType(node, key, "a string or an array of strings");
    }
  }

  private @Nullable String string(String key, @Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    if (node instanceof JsonString string) {
      return string.value();
    }
    wrongType(node, key, "a string");
    return null;
  }

  @Nullable String id(String key) {
    String value = string(key);
    if (value != null && !ID.matcher(value).matches()) {
      report(
          key,
          "'%s' must be lower-case letters, digits and hyphens, no hyphen first; found \"%s\""
              .formatted(key, value));
      return null;
    }
    return value;
  }

  <T extends Enum<T> & Named> @Nullable T constant(String key, Class<T> type) {
    String value = string(key);
    if (value == null) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      if (constant.id().equals(value)) {
        return constant;
      }
      ids.add(constant.id());
    }
    report(key, "unknown %s \"%s\"; %s".formatted(key, value, suggestion(value, ids)));
    return null;
  }

  @Nullable Integer positiveInteger(String key) {
    Long value = integer(key);
    if (value != null && (value < 1 || value > Integer.MAX_VALUE)) {
      report(key, outOfRange(key, 1, Integer.MAX_VALUE));
      return null;
    }
    return value == null ? null : value.intValue();
  }

  @Nullable Long integer(String key) {
    JsonNode node = required(key);
    if (node == null) {
      return null;
    }
    if (node instanceof JsonNumber number) {
      try {
        return new BigDecimal(number.literal()).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        if (number.literal().matches("-?\\d+")) {
          report(key, outOfRange(key, Long.MIN_VALUE, Long.MAX_VALUE));
          return null;
        }
      }
    }
    wrongType(node, key, "a whole number");
    return null;
  }

  private String outOfRange(String key, long smallest, long largest) {
    return "'%s' must be from %s to %s; found %s".formatted(key, smallest, largest, describe(key));
  }

  @Nullable Double number(String key) {
    JsonNode node = required(key);
    if (node == null) {
      return null;
    }
    if (node instanceof JsonNumber number) {
      double value = Double.parseDouble(number.literal());
      if (Double.isFinite(value)) {
        return value;
      }
    }
    wrongType(node, key, "a finite number");
    return null;
  }

  @Nullable Double optionalNumber(String key) {
    return optional(key) == null ? null : number(key);
  }

  private void wrongType(JsonNode node, String key, String type) {
    document.report(
        node.ordinal(), "'%s' must be %s; found %s".formatted(key, type, node.describe()));
  }

  /** Report a key that has no place here, with the reason. */
  void forbid(String key, String reason) {
    // Known only when it is there: it must not be suggested for another key.
    if (names().contains(key)) {
      known.add(key);
      document.report(nameOrdinal(key), "key '" + key + "' has no place here: " + reason);
    }
  }

  /** Report every key that nobody asked for. */
  void rejectUnknown() {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        document.report(
            nameOrdinal(name), "unknown key '" + name + "'; " + suggestion(name, known));
      }
    }
  }

  /** The nearest of the known names, when one is near; all of them otherwise. */
  static String suggestion(String name, Iterable<String> knownNames) {
    String nearest = NearestName.of(name, knownNames);
    return nearest != null
        ? "did you mean '" + nearest + "'?"
        : "known: " + String.join(", ", knownNames);
  }
}
