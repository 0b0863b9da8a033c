package grader.cli;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.NearestName;
import grader.integration.Packaging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code grader integration}: packs the grader for a place that grades are made at. */
final class IntegrationCommand implements Subcommand {
  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          CommandNames.INTEGRATION,
          "Pack the grader and its tests for a platform, in an archive that works there as it is.",
          "Its README says where it goes.");

  private final ArgSpec platform =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .index("0")
              .arity("1")
              .required(true)
              .type(String.class)
              .paramLabel("PLATFORM")
              .description("gradescope, prairielearn, autolab, github, gitlab or jenkins."));

  private final ArgSpec output =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--output", "FILE", Path.class)
              .required(true)
              .description("The zip file to write."));

  private final ArgSpec tests = OptionSpecs.add(spec, OptionSpecs.tests());

  IntegrationCommand() {
    OptionSpecs.exitCodes(
        spec,
        "the archive was written",
        List.of(ExitCode.USAGE, ExitCode.INVALID_CASES, ExitCode.UNAVAILABLE));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    Installation installation = surroundings.requireInstallation();
    Path folder = named(installation.integrations());
    List<Path> named = tests.getValue();
    List<Path> suites = named == null ? installation.suites() : named;
    // What is wrong with them is said here, and not at the first submission.
    int cases = CaseReader.read(suites).stream().mapToInt(suite -> suite.cases().size()).sum();
    Path file = output.getValue();
    new Packaging(installation.home(), suites).write(folder, file);
    surroundings.out().println(file + ": the grader and " + cases + " cases");
    surroundings.out().flush();
    return ExitCode.SUCCESS;
  }

  private Path named(List<Path> integrations) {
    String name = platform.getValue();
    List<String> names = integrations.stream().map(each -> each.getFileName().toString()).toList();
    int place = names.indexOf(name);
    if (place < 0 || !Files.isDirectory(integrations.get(place))) {
      String nearest = NearestName.of(name, names);
      throw new ParameterException(
          spec.commandLine(),
          "Unknown platform"
              + (nearest == null
                  ? " '" + name + "'; one of: " + String.join(", ", names)
                  : WrongUsage.didYouMean(name, nearest)));
    }
    return integrations.get(place);
  }
}
