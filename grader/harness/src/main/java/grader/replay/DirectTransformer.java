package grader.replay;

import java.util.Properties;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.URIResolver;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stax.StAXResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Writes an element of a document to a stream, as the JDK's transformer without a style sheet does,
 * but node by node. The JDK's is made for style sheets: it builds the whole machinery anew for each
 * event of a report.
 */
final class DirectTransformer extends Transformer {
  private final Properties properties = new Properties();
  private @Nullable ErrorListener errors;
  private @Nullable URIResolver resolver;

  /**
   * Write a node.
   *
   * @param source a {@link DOMSource} of an element
   * @param result a {@link StAXResult} with a stream writer that knows the namespaces already
   */
  @Override
  public void transform(Source source, Result result) throws TransformerException {
    if (!(source instanceof DOMSource dom) || !(result instanceof StAXResult stax)) {
      throw new TransformerException("only from a document to a stream of events");
    }
    try {
      write(dom.getNode(), stax.getXMLStreamWriter());
    } catch (XMLStreamException e) {
      throw new TransformerException(e);
    }
  }

  private static void write(Node node, XMLStreamWriter out) throws XMLStreamException {
    switch (node.getNodeType()) {
      case Node.ELEMENT_NODE -> {
        if (node.getNamespaceURI() == null) {
          out.writeStartElement(node.getNodeName());
        } else {
          out.writeStartElement(prefix(node), node.getLocalName(), node.getNamespaceURI());
        }
        NamedNodeMap attributes = node.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
          write((Attr) attributes.item(i), out);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
          write(child, out);
        }
        out.writeEndElement();
      }
      case Node.TEXT_NODE -> out.writeCharacters(node.getNodeValue());
      case Node.CDATA_SECTION_NODE -> out.writeCData(node.getNodeValue());
      case Node.COMMENT_NODE -> out.writeComment(node.getNodeValue());
      default -> throw new XMLStreamException("a node of type " + node.getNodeType());
    }
  }

  private static void write(Attr attribute, XMLStreamWriter out) throws XMLStreamException {
    String namespace = attribute.getNamespaceURI();
    if (namespace == null) {
      out.writeAttribute(attribute.getName(), attribute.getValue());
    } else {
      out.writeAttribute(
          prefix(attribute), namespace, attribute.getLocalName(), attribute.getValue());
    }
  }

  private static String prefix(Node node) {
    return node.getPrefix() == null ? "" : node.getPrefix();
  }

  @Override
  public void setOutputProperties(@Nullable Properties format) {
    properties.clear();
    if (format != null) {
      properties.putAll(format);
    }
  }

  @Override
  public Properties getOutputProperties() {
    return (Properties) properties.clone();
  }

  @Override
  public void setOutputProperty(String name, String value) {
    properties.setProperty(name, value);
  }

  @Override
  public @Nullable String getOutputProperty(String name) {
    return properties.getProperty(name);
  }

  @Override
  public void setParameter(String name, Object value) {
    throw new UnsupportedOperationException("there is no style sheet that has parameters");
  }

  @Override
  public @Nullable Object getParameter(String name) {
    return null;
  }

  @Override
  public void clearParameters() {
    // There are none.
  }

  @Override
  public void setURIResolver(@Nullable URIResolver uriResolver) {
    resolver = uriResolver;
  }

  @Override
  public @Nullable URIResolver getURIResolver() {
    return resolver;
  }

  @Override
  public void setErrorListener(ErrorListener listener) {
    errors = listener;
  }

  @Override
  public @Nullable ErrorListener getErrorListener() {
    return errors;
  }
}
