package grader.validity;

import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML documents and schemas. */
final class XmlSchemas {
  private XmlSchemas() {}

  /** A schema of one or more files on the class path. */
  static Schema of(String... resources) {
    Source[] sources = new Source[resources.length];
    for (int i = 0; i < resources.length; i++) {
      URL url = XmlSchemas.class.getResource(resources[i]);
      sources[i] = new StreamSource(Objects.requireNonNull(url, resources[i]).toString());
    }
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What of a document does not fit a schema, or is no XML. */
  static List<String> problems(Schema schema, String xml) {
    List<String> problems = new ArrayList<>();
    Validator validator = schema.newValidator();
    validator.setErrorHandler(
        new ErrorHandler() {
          @Override
          public void warning(SAXParseException e) {
            problems.add(e.toString());
          }

          @Override
          public void error(SAXParseException e) {
            problems.add(e.toString());
          }

          @Override
          public void fatalError(SAXParseException e) {
            problems.add(e.toString());
          }
        });
    try {
      validator.validate(new StreamSource(new StringReader(xml)));
    } catch (SAXException e) {
      if (problems.isEmpty()) {
        problems.add(e.toString());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return problems;
  }
}
