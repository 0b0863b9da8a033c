package grader.cli;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.Check;
import grader.cases.InvalidCasesException;
import grader.cases.Problem;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.oracle.Oracle;
import grader.report.InertText;
import grader.report.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code grader cases validate}: everything that is wrong with case files, one problem per line as
 * {@code file:line:column: message}; or what there is in them.
 */
final class CasesValidateCommand implements Subcommand {
  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          "validate",
          "Say everything that is wrong with case files, or what is in them.",
          "Each problem is a line 'file:line:column: what, and how to mend it'. With a reference,"
              + " cases whose numbers cannot be drawn are problems too.");

  private final ArgSpec paths =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(Path.class)
              .paramLabel("PATH")
              .description(
                  "Case file, or folder of them. Together they are one run, in which each id"
                      + " stands once. Default: the installed suites."));

  private final ArgSpec noColor = OptionSpecs.add(spec, OptionSpecs.noColor());

  CasesValidateCommand() {
    OptionSpecs.exitCodes(
        spec, "nothing is wrong", List.of(ExitCode.USAGE, ExitCode.INVALID_CASES));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws IOException {
    List<Path> named = paths.getValue();
    List<Path> files = named == null ? surroundings.requireInstallation().suites() : named;
    Style style = surroundings.style(noColor.<Boolean>getValue());
    PrintWriter out = surroundings.out();
    try {
      List<TestSuite> suites = CaseReader.read(files);
      Oracle oracle = surroundings.oracle().get();
      if (oracle != null) {
        new CasePreparation(oracle, 0).prepare(suites);
      }
      inventory(suites, style).forEach(out::println);
      return ExitCode.SUCCESS;
    } catch (InvalidCasesException e) {
      for (Problem problem : e.problems()) {
        out.println(InertText.line(problem.toString()));
      }
      long wrongFiles = e.problems().stream().map(Problem::file).distinct().count();
      String summary = count(e.problems().size(), "problem") + " in " + count(wrongFiles, "file");
      out.println(style.failed() + " " + style.bold(summary));
      return ExitCode.INVALID_CASES;
    } finally {
      out.flush();
    }
  }

  /** A line per file with its name last, so that a long one moves nothing, and the sum. */
  private static List<String> inventory(List<TestSuite> suites, Style style) {
    List<Contents> contents = suites.stream().map(suite -> Contents.of(suite.cases())).toList();
    int width = contents.stream().mapToInt(each -> each.cases().length()).max().orElse(0);
    int checksWidth = contents.stream().mapToInt(each -> each.checks().length()).max().orElse(0);
    int pointsWidth = contents.stream().mapToInt(each -> each.points().length()).max().orElse(0);
    String row = "%" + width + "s, %" + checksWidth + "s, %" + pointsWidth + "s  ";
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < suites.size(); i++) {
      Contents each = contents.get(i);
      String file = InertText.line(suites.get(i).file().toString());
      lines.add(
          style.passed() + " " + row.formatted(each.cases(), each.checks(), each.points()) + file);
    }
    Contents sum = Contents.of(suites.stream().flatMap(suite -> suite.cases().stream()).toList());
    lines.add(
        style.bold(
            "%s, %s, %s, %s"
                .formatted(count(suites.size(), "file"), sum.cases(), sum.checks(), sum.points())));
    return lines;
  }

  /** How much there is, in words. */
  private record Contents(String cases, String checks, String points) {
    static Contents of(List<TestCase> cases) {
      List<Check> checks = cases.stream().flatMap(each -> each.checks().stream()).toList();
      BigDecimal points =
          checks.stream().map(Check::points).reduce(BigDecimal.ZERO, BigDecimal::add);
      String number = points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
      return new Contents(
          count(cases.size(), "case"),
          count(checks.size(), "check"),
          number + (number.equals("1") ? " point" : " points"));
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
