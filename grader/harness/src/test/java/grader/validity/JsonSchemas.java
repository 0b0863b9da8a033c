package grader.validity;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** JSON texts and schemas. */
final class JsonSchemas {
  private static final Validator VALIDATOR =
      new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();

  private static final Map<String, URI> REGISTERED = new ConcurrentHashMap<>();

  private JsonSchemas() {}

  /** What of a text does not fit a schema; a schema that is wrong itself is an exception. */
  static List<String> problems(String schema, String json) {
    URI uri;
    synchronized (VALIDATOR) {
      uri = REGISTERED.computeIfAbsent(schema, VALIDATOR::registerSchema);
    }
    parse(json);
    return VALIDATOR.validate(uri, json).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }

  /** One JSON value, read strictly. */
  static JsonElement parse(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    JsonElement value = JsonParser.parseReader(reader);
    try {
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("more than one JSON value");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return value;
  }
}
