package grader.replay;

import javax.xml.transform.ErrorListener;
import javax.xml.transform.Source;
import javax.xml.transform.Templates;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.URIResolver;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@link DirectTransformer}s, to whom asks for a transformer while {@link #PROPERTY} names
 * this class. Style sheets it has none.
 */
public final class DirectTransformerFactory extends TransformerFactory {
  /** By which {@link TransformerFactory#newInstance()} finds its implementation first. */
  static final String PROPERTY = TransformerFactory.class.getName();

  private @Nullable ErrorListener errors;
  private @Nullable URIResolver resolver;

  /** For {@link TransformerFactory#newInstance()}. */
  public DirectTransformerFactory() {}

  @Override
  public Transformer newTransformer() {
    return new DirectTransformer();
  }

  @Override
  public Transformer newTransformer(Source source) throws TransformerConfigurationException {
    throw new TransformerConfigurationException("no style sheets here");
  }

  @Override
  public Templates newTemplates(Source source) throws TransformerConfigurationException {
    throw new TransformerConfigurationException("no style sheets here");
  }

  @Override
  public Source getAssociatedStylesheet(
      Source source, @Nullable String media, @Nullable String title, @Nullable String charset)
      throws TransformerConfigurationException {
    throw new TransformerConfigurationException("no style sheets here");
  }

  /** Secure processing, which is asked for, is about what a style sheet could do. */
  @Override
  public void setFeature(String name, boolean value) {}

  @Override
  public boolean getFeature(String name) {
    return false;
  }

  @Override
  public void setAttribute(String name, Object value) {
    throw new IllegalArgumentException(name);
  }

  @Override
  public Object getAttribute(String name) {
    throw new IllegalArgumentException(name);
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
