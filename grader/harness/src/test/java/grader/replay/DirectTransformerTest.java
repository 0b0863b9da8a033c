package grader.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stax.StAXResult;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DirectTransformerTest {
  private static final String CORE = "https://example.org/core";
  private static final String EVENTS = "https://example.org/events";

  @Test
  void writesWhatTheTransformerOfTheJdkWrites() throws Exception {
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    Element started = document.createElementNS(EVENTS, "e:started");
    started.setAttribute("name", "a \"quoted\" <b> & 'c'\n\t]]>");
    started.setAttributeNS(EVENTS, "e:kind", "é 𝔘");
    Element data = document.createElementNS(CORE, "data");
    data.setTextContent("z1 = [0.5, −1] < & > \"\n");
    started.appendChild(data);
    Element empty = document.createElementNS(CORE, "empty");
    data.appendChild(empty);
    Element failure = document.createElementNS(CORE, "failure");
    failure.appendChild(document.createCDATASection("<b>&amp;\n"));
    started.appendChild(failure);
    assertEquals(
        written(TransformerFactory.newDefaultInstance().newTransformer(), started),
        written(new DirectTransformerFactory().newTransformer(), started));
  }

  @Test
  void isFoundByItsNameAlone() {
    TransformerFactory found =
        TransformerFactory.newInstance(DirectTransformerFactory.class.getName(), null);
    assertInstanceOf(DirectTransformerFactory.class, found);
  }

  @Test
  void takesNothingButADocumentForAStream() {
    Transformer transformer = new DirectTransformerFactory().newTransformer();
    StreamSource text = new StreamSource(new StringReader("<a/>"));
    assertThrows(
        TransformerException.class, () -> transformer.transform(text, new StAXResult(writer())));
  }

  private static XMLStreamWriter writer() throws Exception {
    return XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(new StringWriter());
  }

  private static String written(Transformer transformer, Element element) throws Exception {
    StringWriter text = new StringWriter();
    XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    // As around each event of a report: a root that has declared the namespaces.
    out.writeStartDocument();
    out.writeStartElement("e", "events", EVENTS);
    out.writeDefaultNamespace(CORE);
    out.writeNamespace("e", EVENTS);
    transformer.transform(new DOMSource(element), new StAXResult(out));
    out.flush();
    // The JDK's begins and ends a document of its own, which JUnit's writer leaves out, and says
    // again what is declared.
    return text.toString()
        .replaceAll("<\\?xml[^>]*\\?>|</e:events>", "")
        .replaceAll(" xmlns(:\\w+)?=\"[^\"]*\"", "");
  }
}
