package grader.report;

/** Text for XML 1.0, in elements and in attributes between double quotes. */
final class XmlText {
  private XmlText() {}

  /**
   * Escapes what is markup, and line feeds, which an attribute would lose. What XML cannot hold at
   * all is not here any more: {@link InertText} has written it out.
   */
  static String attribute(String inert) {
    return element(inert).replace("\"", "&quot;").replace("\n", "&#10;");
  }

  /** Escapes what is markup. */
  static String element(String inert) {
    return inert.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
