package grader.validity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;

/**
 * Markdown as commonmark-java reads it with GitHub's extensions: no link, no image, and no HTML but
 * these tags, which have no attributes.
 */
final class Markdown {
  private static final int MEBIBYTE = 1 << 20;
  private static final Pattern TAG = Pattern.compile("<[^>]*>?");

  private static final Set<String> HARMLESS =
      Set.of(
          "<code>",
          "</code>",
          "<pre>",
          "</pre>",
          "<details>",
          "</details>",
          "<summary>",
          "</summary>",
          "<br>");

  private Markdown() {}

  static List<String> problems(String markdown) {
    List<String> problems = new ArrayList<>();
    if (markdown.getBytes(StandardCharsets.UTF_8).length > MEBIBYTE) {
      problems.add("larger than GitHub takes as a summary");
    }
    Parser.builder()
        .extensions(
            List.of(
                TablesExtension.create(),
                StrikethroughExtension.create(),
                AutolinkExtension.create()))
        .build()
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                problems.add("a link to " + link.getDestination());
              }

              @Override
              public void visit(Image image) {
                problems.add("an image " + image.getDestination());
              }

              @Override
              public void visit(HtmlInline html) {
                look(html.getLiteral());
              }

              @Override
              public void visit(HtmlBlock html) {
                look(html.getLiteral());
              }

              private void look(String html) {
                Matcher tags = TAG.matcher(html);
                while (tags.find()) {
                  if (!HARMLESS.contains(tags.group())) {
                    problems.add("HTML: " + tags.group());
                  }
                }
              }
            });
    return problems;
  }
}
