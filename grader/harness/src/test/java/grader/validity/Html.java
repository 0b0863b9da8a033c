package grader.validity;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** HTML pages, by the checker that the W3C runs. */
final class Html {
  private static final String SCHEMA = "http://s.validator.nu/html5-all.rnc";

  /** Whether style and script have the digests of the policy is for the browser to see. */
  private static final Pattern DIGESTS_IT_DOES_NOT_COMPUTE =
      Pattern.compile("^Inline (style|script) violates Content Security Policy .*nonce/hash");

  /** Read once for all pages, since reading it takes longer than to check one. */
  private static final SimpleDocumentValidator VALIDATOR = validator();

  private Html() {}

  private static SimpleDocumentValidator validator() {
    // What a submission says may be in any language: the last false leaves out looking for it.
    SimpleDocumentValidator validator = new SimpleDocumentValidator(true, false, false);
    try {
      validator.setUpMainSchema(SCHEMA, new Problems());
    } catch (Exception e) {
      throw new IllegalStateException("the checker's own schema cannot be read", e);
    }
    return validator;
  }

  /** Its errors and warnings. */
  static synchronized List<String> problems(String page) throws IOException, SAXException {
    Problems problems = new Problems();
    VALIDATOR.setUpValidatorAndParsers(problems, false, false);
    VALIDATOR.checkHtmlInputSource(new InputSource(new StringReader(page)));
    return problems.found;
  }

  /** Collects what is said of a page. */
  private static final class Problems implements ErrorHandler {
    private final List<String> found = new ArrayList<>();

    @Override
    public void warning(SAXParseException problem) {
      String message = String.valueOf(problem.getMessage());
      if (!DIGESTS_IT_DOES_NOT_COMPUTE.matcher(message).find()) {
        found.add(problem.getLineNumber() + ": " + message);
      }
    }

    @Override
    public void error(SAXParseException problem) {
      warning(problem);
    }

    @Override
    public void fatalError(SAXParseException problem) {
      warning(problem);
    }
  }
}
