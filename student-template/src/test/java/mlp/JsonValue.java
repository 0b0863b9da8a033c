package mlp;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value of a JSON file that knows its place there, so that a complaint can name it.
 *
 * @param file the file's name
 * @param path the place in the file, for example $.cases[0].data.W1
 * @param content a {@code Map<String, JsonValue>}, a {@code List<JsonValue>}, a String, a Double, a
 *     Boolean or null
 */
record JsonValue(String file, String path, Object content) {

  /** Reads a file as strict JSON: UTF-8, no comment, no key twice, nothing after the value. */
  static JsonValue read(Path path) throws IOException {
    String file = path.getFileName().toString();
    try (JsonReader reader = new JsonReader(new StringReader(Files.readString(path)))) {
      reader.setStrictness(Strictness.STRICT);
      JsonValue value = read(file, reader);
      reader.peek();
      return value;
    } catch (CharacterCodingException e) {
      throw new CaseFileException(file + ": is not UTF-8");
    } catch (MalformedJsonException | EOFException e) {
      throw new CaseFileException(file + ": is not valid JSON" + place(e.getMessage()));
    }
  }

  /** Gson's message ends with the place, which is the part that helps. */
  private static String place(String message) {
    int start = message.indexOf(" at line ");
    return start < 0 ? "" : message.lines().findFirst().orElseThrow().substring(start);
  }

  private static JsonValue read(String file, JsonReader reader) throws IOException {
    JsonToken token = reader.peek();
    String path = reader.getPath();
    Object content =
        switch (token) {
          case BEGIN_OBJECT -> readObject(file, reader);
          case BEGIN_ARRAY -> readArray(file, reader);
          case STRING -> reader.nextString();
          case NUMBER -> reader.nextDouble();
          case BOOLEAN -> reader.nextBoolean();
          default -> {
            reader.nextNull();
            yield null;
          }
        };
    return new JsonValue(file, path, content);
  }

  private static Map<String, JsonValue> readObject(String file, JsonReader reader)
      throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      JsonValue value = read(file, reader);
      if (members.put(key, value) != null) {
        throw value.error("this key is here twice");
      }
    }
    reader.endObject();
    return members;
  }

  private static List<JsonValue> readArray(String file, JsonReader reader) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      elements.add(read(file, reader));
    }
    reader.endArray();
    return elements;
  }

  /** The members of an object that has all the required keys and no key beyond the optional. */
  Map<String, JsonValue> object(Set<String> required, Set<String> optional) {
    Map<String, JsonValue> members = object();
    for (String key : members.keySet()) {
      if (!required.contains(key) && !optional.contains(key)) {
        Set<String> known = new TreeSet<>(required);
        known.addAll(optional);
        throw members.get(key).error("unknown key; known here: " + String.join(", ", known));
      }
    }
    for (String key : required) {
      if (!members.containsKey(key)) {
        throw error("the key '" + key + "' is missing");
      }
    }
    return members;
  }

  @SuppressWarnings("unchecked")
  Map<String, JsonValue> object() {
    return (Map<String, JsonValue>) as(Map.class, "an object {…}");
  }

  @SuppressWarnings("unchecked")
  List<JsonValue> array() {
    return (List<JsonValue>) as(List.class, "an array […]");
  }

  String string() {
    return as(String.class, "a string");
  }

  /** A string that is one of the given ones. */
  String oneOf(Set<String> allowed) {
    String string = string();
    if (!allowed.contains(string)) {
      throw error("expected one of " + String.join(", ", allowed) + ", found " + this);
    }
    return string;
  }

  double number() {
    return as(Double.class, "a number");
  }

  double numberFromZero() {
    double number = number();
    if (number < 0) {
      throw error("expected a number that is not negative, found " + this);
    }
    return number;
  }

  int positiveInteger() {
    double number = as(Double.class, "a positive integer");
    if (number < 1 || number != (int) number) {
      throw error("expected a positive integer, found " + this);
    }
    return (int) number;
  }

  private <T> T as(Class<T> type, String name) {
    if (!type.isInstance(content)) {
      throw error("expected " + name + ", found " + this);
    }
    return type.cast(content);
  }

  CaseFileException error(String message) {
    return new CaseFileException(file + ": " + path + ": " + message);
  }

  /** The value as a complaint shows it. */
  @Override
  public String toString() {
    if (content instanceof Map) {
      return "an object {…}";
    }
    if (content instanceof List) {
      return "an array […]";
    }
    if (content instanceof Double number) {
      return Comparison.number(number);
    }
    return content instanceof String ? "\"" + content + "\"" : "" + content;
  }
}
