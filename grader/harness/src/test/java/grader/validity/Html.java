package grader.validity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nu.validator.client.EmbeddedValidator;
import org.xml.sax.SAXException;

/** HTML pages, by the checker that the W3C runs. */
final class Html {
  private Html() {}

  /** Its errors and warnings. */
  static List<String> problems(String page) throws IOException, SAXException {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
    String result =
        validator.validate(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    List<String> problems = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(result).getAsJsonObject().getAsJsonArray("messages")) {
      JsonObject message = element.getAsJsonObject();
      problems.add(
          message.get("lastLine")
              + ": "
              + message.get("message").getAsString()
              + " "
              + message.get("extract"));
    }
    return problems;
  }
}
