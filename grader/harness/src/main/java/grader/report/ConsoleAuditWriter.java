package grader.report;

import grader.audit.AuditReport;
import grader.audit.AuditReport.Equivalent;
import grader.audit.AuditReport.Mutants;
import grader.audit.AuditReport.Refused;
import grader.audit.AuditReport.TrivialPass;
import grader.audit.AuditReport.WrongSubmissions;
import grader.audit.Fault;
import grader.audit.KillMatrix;
import grader.audit.KillMatrix.Row;
import grader.audit.TrivialAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The audit for a terminal: what survived first, then the kill matrix, and last what the suite
 * could do without.
 */
public final class ConsoleAuditWriter {
  /** The share of a column's faults that a case kills, from none to all. */
  private static final String SHADES = " ░▒▓█";

  private static final String ASCII_SHADES = " .:*#";
  private static final int SMALLEST_STRIP = 10;

  /** Blanks, two numbers, and the line between the kinds of faults. */
  private static final int BESIDE_THE_STRIP = 18;

  private final AuditReport report;
  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private ConsoleAuditWriter(AuditReport report, Style style) {
    this.report = report;
    this.style = style;
  }

  /** The report; it ends with a line feed. */
  public static String write(AuditReport report, Style style) {
    ConsoleAuditWriter writer = new ConsoleAuditWriter(report, style);
    writer.summary();
    writer.wrongSubmissions();
    writer.mutants();
    writer.trivialAnswers();
    writer.matrix();
    writer.choice();
    return writer.text.toString();
  }

  private void summary() {
    String verdict =
        report.isPassed()
            ? style.passed() + " " + style.bold("nothing survives")
            : style.failed() + " " + style.bold("something survives");
    long checks = report.trivial().checksPerSeed();
    paragraph("%s  %s cases, %s checks".formatted(verdict, report.matrix().cases().size(), checks));
  }

  private void wrongSubmissions() {
    WrongSubmissions submissions = report.submissions();
    if (submissions == null) {
      notLookedAt("wrong submissions", "name their folder with --submissions");
      return;
    }
    killed(Fault.Kind.WRONG_SUBMISSION, "wrong submissions");
    for (Refused refused : submissions.refused()) {
      item("refused before any case was run: " + refused.name() + ": " + refused.reason());
    }
  }

  private void mutants() {
    Mutants mutants = report.mutants();
    if (mutants == null) {
      notLookedAt(
          "mutants of the reference",
          "make them with 'mvn -P mutation package -pl grader -am', or name their folder with"
              + " --mutants");
      return;
    }
    killed(Fault.Kind.MUTANT, "mutants of the reference");
    for (Fault fault : mutants.wronglyListed()) {
      item("listed as equivalent, and killed: " + fault.name());
    }
    for (Equivalent equivalent : mutants.equivalent()) {
      item("equivalent: " + equivalent.mutant().name() + ": " + equivalent.reason());
    }
  }

  private void notLookedAt(String what, String how) {
    paragraph("%s %s: not looked at; %s".formatted(style.failed(), what, how));
  }

  private void killed(Fault.Kind kind, String what) {
    List<Row> rows = rows(kind);
    List<Row> survivors = rows.stream().filter(row -> row.killers().isEmpty()).toList();
    boolean isGood = survivors.isEmpty();
    paragraph(
        "%s %s: %s of %s killed"
            .formatted(
                isGood ? style.passed() : style.failed(),
                what,
                rows.size() - survivors.size(),
                rows.size()));
    survivors.forEach(row -> item("survives: " + row.fault().name()));
  }

  private List<Row> rows(Fault.Kind kind) {
    return report.matrix().rows().stream().filter(row -> row.fault().kind() == kind).toList();
  }

  private void trivialAnswers() {
    AuditReport.TrivialAnswers trivial = report.trivial();
    List<TrivialPass> passed = trivial.passed();
    String kinds =
        String.join(", ", Arrays.stream(TrivialAnswer.values()).map(TrivialAnswer::title).toList());
    paragraph(
        "%s trivial answers (%s) on %s seeds: %s"
            .formatted(
                passed.isEmpty() ? style.passed() : style.failed(),
                kinds,
                trivial.seeds(),
                passed.isEmpty() ? "none passes a check" : passed.size() + " pass a check"));
    for (TrivialPass pass : passed) {
      item(
          "%s passes %s on %s of the seeds, first on %s"
              .formatted(pass.answer().title(), pass.check(), pass.seeds(), pass.firstSeed()));
    }
  }

  /** One line per case; the faults stand side by side, as many to a column as have to. */
  private void matrix() {
    List<List<Row>> kinds =
        Stream.of(rows(Fault.Kind.WRONG_SUBMISSION), rows(Fault.Kind.MUTANT))
            .filter(rows -> !rows.isEmpty())
            .toList();
    if (kinds.isEmpty()) {
      return;
    }
    KillMatrix matrix = report.matrix();
    int ids = matrix.cases().stream().mapToInt(String::length).max().orElse(0);
    int strip = Math.max(SMALLEST_STRIP, style.width() - ids - BESIDE_THE_STRIP);
    int perColumn = (matrix.rows().size() + strip - 1) / strip;
    paragraph("");
    paragraph(
        "%s: how many faults a case kills, how many no other does, and which (%s; the column's shade is the share that is killed)"
            .formatted(
                style.bold("Kill matrix"),
                perColumn == 1
                    ? "one to a column"
                    : perColumn + " to a column, wrong submissions first"));
    for (String each : matrix.cases()) {
      String shades =
          kinds.stream()
              .map(rows -> shades(rows, each, perColumn))
              .collect(Collectors.joining(style.unicode() ? "│" : "|"));
      String row =
          ("  %-" + ids + "s %5d %5d  %s")
              .formatted(each, matrix.kills(each), matrix.killsAlone(each), shades);
      text.append(row.stripTrailing()).append('\n');
    }
  }

  private String shades(List<Row> rows, String caseId, int perColumn) {
    String levels = style.unicode() ? SHADES : ASCII_SHADES;
    int most = levels.length() - 1;
    StringBuilder strip = new StringBuilder();
    for (int from = 0; from < rows.size(); from += perColumn) {
      List<Row> column = rows.subList(from, Math.min(from + perColumn, rows.size()));
      int killed = (int) column.stream().filter(row -> row.killers().containsKey(caseId)).count();
      // Something shows as soon as there is something, and all only when it is all.
      int level =
          killed == column.size() ? most : (killed * most + column.size() - 1) / column.size();
      strip.append(levels.charAt(killed < column.size() ? Math.min(level, most - 1) : level));
    }
    return strip.toString();
  }

  private void choice() {
    if (report.matrix().rows().isEmpty()) {
      return;
    }
    List<String> redundant = report.matrix().redundantCases();
    paragraph("");
    paragraph(
        redundant.isEmpty()
            ? "No case is redundant: each kills something that no other does."
            : "Redundant, each by itself, since others kill all that it kills (%s of %s): %s"
                .formatted(
                    redundant.size(),
                    report.matrix().cases().size(),
                    String.join(", ", redundant)));
    KillMatrix.Cover cover = report.smallestCover();
    paragraph(
        "Smallest set that kills as much (%s of %s, %s): %s"
            .formatted(
                cover.cases().size(),
                report.matrix().cases().size(),
                cover.isProvenMinimal()
                    ? "and no smaller one does"
                    : "and perhaps a smaller one does",
                String.join(", ", cover.cases())));
  }

  private void item(String line) {
    wrapped("  - ", "    ", InertText.line(line));
  }

  private void paragraph(String line) {
    wrapped("", "  ", line);
  }

  private void wrapped(String first, String indent, String content) {
    style.wrap(first, indent, content).forEach(line -> text.append(line).append('\n'));
  }
}
