package grader.cli;

import grader.cases.CaseFileWriter;
import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.NearestName;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.report.InertText;
import grader.report.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code grader cases show}: the numbers of a case, what it expects, and what that is worth; or,
 * without an id, which cases there are. It shows answers, so it is nothing for students.
 */
final class CasesShowCommand implements Subcommand {
  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          "show",
          "Show the numbers of a case and what it expects; without ID, list the cases.",
          "A matrix of more than 10 rows is cut to the first and the last 5, and one that is too"
              + " wide for the terminal to the columns at both ends.");

  private final ArgSpec id =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .index("0")
              .arity("0..1")
              .type(String.class)
              .paramLabel("ID")
              .description("The id of the case."));

  private final ArgSpec tests = OptionSpecs.add(spec, OptionSpecs.tests());
  private final ArgSpec seed = OptionSpecs.add(spec, OptionSpecs.seed());

  private final ArgSpec full =
      OptionSpecs.add(
          spec, OptionSpecs.flag("--full").description("Show every row and every column."));

  private final ArgSpec json =
      OptionSpecs.add(
          spec,
          OptionSpecs.flag("--json")
              .description(
                  "Print a case file in which every number is given, with all its digits."));

  private final ArgSpec noColor = OptionSpecs.add(spec, OptionSpecs.noColor());

  CasesShowCommand() {
    OptionSpecs.exitCodes(spec, "shown", List.of(ExitCode.USAGE, ExitCode.INVALID_CASES));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    List<Path> paths = tests.getValue();
    List<TestSuite> suites =
        CaseReader.read(paths == null ? surroundings.requireInstallation().suites() : paths);
    Style style = surroundings.style(noColor.<Boolean>getValue());
    String wanted = id.getValue();
    surroundings
        .out()
        .print(wanted == null ? list(suites, style) : show(suites, wanted, style, surroundings));
    surroundings.out().flush();
    return ExitCode.SUCCESS;
  }

  private String list(List<TestSuite> suites, Style style) {
    if (json.<Boolean>getValue()) {
      throw new ParameterException(spec.commandLine(), "Missing the ID of the case for '--json'");
    }
    return CaseText.list(suites, style);
  }

  private String show(List<TestSuite> suites, String wanted, Style style, Surroundings surroundings)
      throws InvalidCasesException {
    TestSuite suite = suiteWith(suites, wanted);
    long runSeed = seed.<Long>getValue();
    PreparedCase prepared =
        new CasePreparation(surroundings.oracle().get(), runSeed)
            .prepare(List.of(suite))
            .get(wanted);
    if (prepared == null) {
      throw new IllegalStateException("prepared without " + wanted);
    }
    if (!json.<Boolean>getValue()) {
      return new CaseText(suite, prepared, runSeed, style, full.<Boolean>getValue()).text();
    }
    Long caseSeed = prepared.testCase().seed();
    String origin =
        "The case \"%s\" of %s%s."
            .formatted(
                wanted,
                suite.file(),
                caseSeed == null ? "" : ", drawn in a run with --seed " + runSeed);
    TestSuite given =
        new TestSuite(
            suite.id(), suite.title(), suite.file(), suite.sha256(), List.of(prepared.given()));
    return InertText.ascii(CaseFileWriter.write(given, null, List.of(origin)));
  }

  /** The suite of a case, with this case alone. */
  private TestSuite suiteWith(List<TestSuite> suites, String wanted) {
    for (TestSuite suite : suites) {
      for (TestCase testCase : suite.cases()) {
        if (testCase.id().equals(wanted)) {
          return new TestSuite(
              suite.id(), suite.title(), suite.file(), suite.sha256(), List.of(testCase));
        }
      }
    }
    List<String> ids =
        suites.stream().flatMap(suite -> suite.cases().stream()).map(TestCase::id).toList();
    String nearest = NearestName.of(wanted, ids);
    throw new ParameterException(
        spec.commandLine(),
        "There is no case '%s'; %s"
            .formatted(
                wanted,
                nearest == null
                    ? "'grader cases show' lists the " + ids.size() + " there are"
                    : "did you mean '" + nearest + "'?"));
  }
}
