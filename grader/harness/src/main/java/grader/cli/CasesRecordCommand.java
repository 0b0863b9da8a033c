package grader.cli;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.PreparedCase;
import grader.diagnosis.AlternativesRecorder;
import grader.oracle.Oracle;
import grader.report.InertText;
import grader.report.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code grader cases record}: what known mistakes answer to cases, for an edition that has these
 * cases and not the reference. It holds numbers and no formula, so that students may have it of
 * cases that they have.
 */
final class CasesRecordCommand implements Subcommand {
  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          "record",
          "Write down what known mistakes answer, for a student kit with these cases.",
          "With this file, an edition without the reference names the same mistakes. Like the"
              + " expected values it belongs to the cases: give it to nobody who may not have them.");

  private final ArgSpec paths =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .arity("1..*")
              .required(true)
              .type(List.class)
              .auxiliaryTypes(Path.class)
              .paramLabel("PATH")
              .description("Case file, or folder of them."));

  private final ArgSpec output =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--output", "FILE", Path.class)
              .required(true)
              .description("The file to write."));

  CasesRecordCommand() {
    OptionSpecs.exitCodes(
        spec, "written", List.of(ExitCode.USAGE, ExitCode.INVALID_CASES, ExitCode.UNAVAILABLE));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    Oracle oracle = surroundings.oracle().get();
    if (oracle == null) {
      throw new IOException(
          "this edition of the grader has no reference to ask what mistakes answer");
    }
    List<Path> read = paths.getValue();
    Path file = output.getValue();
    try {
      ReportOptions.rejectWritingOver(file, read);
    } catch (TypeConversionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    Collection<PreparedCase> cases =
        new CasePreparation(oracle, 0).prepare(CaseReader.read(read)).values();
    ReportFile.write(file, AlternativesRecorder.record(cases, oracle.alternatives()));
    surroundings.out().println("wrote " + InertText.line(file.toString()));
    surroundings.out().flush();
    return ExitCode.SUCCESS;
  }
}
