package grader.cli;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.NearestName;
import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.doctor.Diagnosis;
import grader.doctor.DiagnosisWriter;
import grader.doctor.Doctor;
import grader.doctor.Proof;
import grader.doctor.Prover;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.policy.InvalidPolicyException;
import grader.report.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code grader doctor}: attacks the grader on this machine, and says what holds. */
final class DoctorCommand implements Subcommand {
  private static final int MEMORY_MEBIBYTES = 256;

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

  private final ArgSpec prove =
      OptionSpecs.add(
          spec,
          OptionSpecs.flag("--prove")
              .description(
                  "Attack nothing; ask a worker every installed case, and search its memory,"
                      + " environment, files and root for every expected value and for the text of"
                      + " every hidden case."));

  private final ArgSpec sandbox = OptionSpecs.add(spec, OptionSpecs.sandbox());

  private final ArgSpec json =
      OptionSpecs.add(spec, OptionSpecs.flag("--json").description("Print JSON."));

  private final ArgSpec noColor = OptionSpecs.add(spec, OptionSpecs.noColor());

  DoctorCommand() {
    OptionSpecs.exitCodes(
        spec,
        "all that is promised holds",
        List.of(ExitCode.FAILURES, ExitCode.USAGE, ExitCode.INVALID_CASES, ExitCode.UNAVAILABLE));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    Installation installation = surroundings.requireInstallation();
    Style style = surroundings.style(noColor.<Boolean>getValue());
    boolean isJson = json.<Boolean>getValue();
    String text;
    boolean isKept;
    if (prove.<Boolean>getValue()) {
      Proof proof = prove(surroundings, installation);
      text = isJson ? DiagnosisWriter.writeJson(proof) : DiagnosisWriter.write(proof, style);
      isKept = proof.holds();
    } else {
      Diagnosis diagnosis;
      try {
        Path corpus = installation.attacks();
        List<String> names = named(Doctor.attacks(corpus));
        diagnosis = Doctor.examine(corpus, names, rung(), installation.policy());
      } catch (InvalidPolicyException e) {
        e.problems().forEach(surroundings::error);
        return ExitCode.INVALID_CASES;
      }
      text =
          isJson ? DiagnosisWriter.writeJson(diagnosis) : DiagnosisWriter.write(diagnosis, style);
      isKept = diagnosis.isKept();
    }
    surroundings.out().print(text);
    surroundings.out().flush();
    return isKept ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }

  private Proof prove(Surroundings surroundings, Installation installation)
      throws InvalidCasesException, IOException {
    List<TestSuite> suites = CaseReader.read(installation.suites());
    Collection<PreparedCase> prepared =
        new CasePreparation(surroundings.oracle().get(), 0).prepare(suites).values();
    WorkerLimits limits =
        new WorkerLimits(MEMORY_MEBIBYTES, Duration.ofSeconds(60), Duration.ofSeconds(20));
    WorkerLauncher launcher = Ladder.of(sandbox.getValue(), installation, List.of(), limits);
    List<Path> files = suites.stream().map(TestSuite::file).toList();
    return new Prover(launcher, limits).prove(installation.attacks(), prepared, files);
  }

  /** As it is typed. */
  private String rung() {
    return sandbox.<SandboxChoice>getValue().id();
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
