package grader.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The report as one HTML page. It holds its style and its script and fetches nothing; a content
 * security policy with their digests keeps the browser to that, whatever a submission managed to
 * write into it.
 */
public final class HtmlReportWriter {
  private static final String TEMPLATE = "report.jte";
  private static final String PACKAGE = "grader.html.template";
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");
  private static final String POLICY =
      "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
          .formatted(digest(STYLE), digest(SCRIPT));
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, HtmlReportWriter.class.getClassLoader(), PACKAGE);

  private HtmlReportWriter() {}

  /** The whole page; it ends with a line feed. */
  public static String write(GradeReport report) {
    TemplateOutput output = new StringOutput();
    ENGINE.render(TEMPLATE, new PageBuilder(report, STYLE, SCRIPT, POLICY).page(), output);
    return output.toString().strip() + "\n";
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReportWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the grader's jar has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source as Content Security Policy Level 3, section 6.7.3.3, matches it. */
  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
