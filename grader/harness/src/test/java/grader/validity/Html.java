package grader.validity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nu.validator.client.EmbeddedValidator;
import org.xml.sax.SAXException;

/** HTML pages, by the checker that the W3C runs. */
final class Html {
  /** Whether style and script have the digests of the policy is for the browser to see. */
  private static final Pattern DIGESTS_IT_DOES_NOT_COMPUTE =
      Pattern.compile("^Inline (style|script) violates Content Security Policy .*nonce/hash");

  private Html() {}

  /** Its errors and warnings. */
  static List<String> problems(String page) throws IOException, SAXException {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
    // What a submission says may be in any language.
    validator.setNoLangDetect(true);
    String result =
        validator.validate(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    List<String> problems = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(result).getAsJsonObject().getAsJsonArray("messages")) {
      JsonObject message = element.getAsJsonObject();
      if (DIGESTS_IT_DOES_NOT_COMPUTE.matcher(message.get("message").getAsString()).find()) {
        continue;
      }
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
