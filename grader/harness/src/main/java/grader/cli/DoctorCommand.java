package grader.cli;

import grader.cases.NearestName;
import grader.doctor.Diagnosis;
import grader.doctor.DiagnosisWriter;
import grader.doctor.Doctor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code grader doctor}: attacks the grader on this machine, and says what holds. */
final class DoctorCommand implements Subcommand {
  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          CommandNames.DOCTOR,
          "Attack the grader on this machine, and say which promises hold here.",
          "Each attack is a submission that tries to read an answer, to forge a point, to reach out"
              + " of its process or to outlive it. 'weaker here' stands where the sandbox that this"
              + " machine allows does not promise to hold it.");

  private final ArgSpec attacks =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel("ATTACK")
              .description("Attacks to try, by their names. Default: all."));

  private final ArgSpec json =
      OptionSpecs.add(spec, OptionSpecs.flag("--json").description("Print JSON."));

  private final ArgSpec noColor = OptionSpecs.add(spec, OptionSpecs.noColor());

  DoctorCommand() {
    OptionSpecs.exitCodes(
        spec,
        "all that is promised holds",
        List.of(ExitCode.FAILURES, ExitCode.USAGE, ExitCode.UNAVAILABLE));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws IOException {
    Path corpus = surroundings.requireInstallation().attacks();
    Diagnosis diagnosis = Doctor.examine(corpus, named(Doctor.attacks(corpus)));
    surroundings
        .out()
        .print(
            json.<Boolean>getValue()
                ? DiagnosisWriter.writeJson(diagnosis)
                : DiagnosisWriter.write(diagnosis, surroundings.style(noColor.getValue())));
    surroundings.out().flush();
    return diagnosis.isKept() ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }

  private List<String> named(List<String> known) {
    List<String> names = attacks.getValue();
    if (names == null) {
      return List.of();
    }
    for (String name : names) {
      if (!known.contains(name)) {
        String nearest = NearestName.of(name, known);
        throw new ParameterException(
            spec.commandLine(),
            "Unknown attack '"
                + name
                + "'"
                + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
      }
    }
    return names;
  }
}
