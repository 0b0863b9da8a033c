package grader.cli;

import grader.cases.Activation;
import grader.cases.CaseFileWriter;
import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.LossFunction;
import grader.cases.Named;
import grader.cases.Operation;
import grader.cases.Problem;
import grader.cases.StartingCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.oracle.Oracle;
import grader.report.InertText;
import grader.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code grader cases new}: a case file to start from, explained in its own description. */
final class CasesNewCommand implements Subcommand {
  private static final String SCHEMA = "case-file-v1.schema.json";
  private static final String EXTENSION = ".json";

  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          "new",
          "Write a case file to start from; what its keys mean stands in its description.");

  private final ArgSpec operation =
      named("--operation", Operation.class, Operation.TRAIN_STEP, "What the case runs");

  private final ArgSpec f = named("--f", Activation.class, Activation.RELU, "Hidden activation");

  private final ArgSpec g =
      named("--g", Activation.class, Activation.SIGMOID, "Activation of the output");

  private final ArgSpec loss = named("--loss", LossFunction.class, null, "Loss function");

  private final ArgSpec inFeatures = size("--in-features", "5", "Columns of x");
  private final ArgSpec hiddenFeatures = size("--hidden-features", "11", "Hidden units");
  private final ArgSpec outFeatures = size("--out-features", "3", "Columns of yHat");
  private final ArgSpec batch = size("--batch", "7", "Samples");

  private final ArgSpec seed =
      OptionSpecs.add(
          spec,
          OptionSpecs.wholeNumber("--seed")
              .defaultValue("1")
              .description("Seed of the generated numbers. Default: ${DEFAULT-VALUE}."));

  private final ArgSpec visibility =
      named("--visibility", Visibility.class, Visibility.HIDDEN, "Who may see the case");

  private final ArgSpec suite =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--suite", "ID", String.class)
              .description("Id of the suite. Default: the name of the file, or new-suite."));

  private final ArgSpec id =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--id", "ID", String.class)
              .description("Id of the case. Default: made of what it runs."));

  private final ArgSpec output =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--output", "FILE", Path.class)
              .description("The file to write. Default: standard output."));

  private final ArgSpec force =
      OptionSpecs.add(
          spec, OptionSpecs.flag("--force").description("Overwrite the file if there is one."));

  CasesNewCommand() {
    OptionSpecs.exitCodes(spec, "written", List.of(ExitCode.USAGE));
  }

  private <T extends Enum<T> & Named> ArgSpec named(
      String name, Class<T> type, @Nullable T otherwise, String description) {
    NamedConverter<T> converter = new NamedConverter<>(type);
    OptionSpec.Builder option =
        OptionSpecs.value(name, "NAME", type, converter).completionCandidates(converter.names());
    String choices = description + ": " + String.join(", ", converter.names()) + ". Default: ";
    return OptionSpecs.add(
        spec,
        otherwise == null
            ? option.description(choices + "bce after a sigmoid, mse otherwise.")
            : option.defaultValue(otherwise.id()).description(choices + "${DEFAULT-VALUE}."));
  }

  private ArgSpec size(String name, String otherwise, String description) {
    return OptionSpecs.add(
        spec,
        OptionSpecs.value(name, "N", Integer.class, new PositiveNumberConverter())
            .defaultValue(otherwise)
            .description(description + ". Default: ${DEFAULT-VALUE}."));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws IOException {
    Path file = output.getValue();
    Path folder = (file == null ? Path.of("") : file).toAbsolutePath().normalize();
    folder = file == null ? folder : folder.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw wrong("Invalid value for option '--output': there is no folder " + folder);
    }
    if (file != null && Files.exists(file) && !force.<Boolean>getValue()) {
      throw wrong(file + " exists; give --force to overwrite it");
    }
    StartingCase start = startingCase();
    String text =
        CaseFileWriter.write(
            start.suite(suiteId(file)), schema(folder, surroundings), start.description());
    requireValid(text, surroundings.oracle().get());
    if (file == null) {
      surroundings.out().print(InertText.ascii(text));
    } else {
      write(file, text);
      surroundings.out().println("wrote " + InertText.line(file.toString()));
    }
    surroundings.out().flush();
    return ExitCode.SUCCESS;
  }

  private StartingCase startingCase() {
    Operation runs = operation.getValue();
    if (!runs.hasNetwork()) {
      List.of(f, g, inFeatures, hiddenFeatures)
          .forEach(each -> forbid(each, "the operation " + runs.id() + " runs no network"));
    }
    if (!runs.hasLoss()) {
      forbid(loss, "the operation " + runs.id() + " calls no loss function");
    }
    Activation last = g.getValue();
    LossFunction chosen = loss.getValue();
    if (runs.hasNetwork() && chosen == LossFunction.BCE && last != Activation.SIGMOID) {
      throw wrong("'--loss bce' needs '--g sigmoid': its yHat lies between 0 and 1");
    }
    LossFunction fitting = last == Activation.SIGMOID ? LossFunction.BCE : LossFunction.MSE;
    return new StartingCase(
        id.getValue(),
        runs,
        f.getValue(),
        last,
        chosen == null ? fitting : chosen,
        inFeatures.<Integer>getValue(),
        hiddenFeatures.<Integer>getValue(),
        outFeatures.<Integer>getValue(),
        batch.<Integer>getValue(),
        seed.<Long>getValue(),
        visibility.getValue());
  }

  private void forbid(ArgSpec option, String reason) {
    if (spec.commandLine().getParseResult().hasMatchedOption((OptionSpec) option)) {
      String name = ((OptionSpec) option).longestName();
      throw wrong("Option '" + name + "' has no place here: " + reason);
    }
  }

  private String suiteId(@Nullable Path file) {
    String given = suite.getValue();
    if (given != null) {
      return given;
    }
    Path fileName = file == null ? null : file.getFileName();
    String name = fileName == null ? "" : fileName.toString();
    String stem =
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : "";
    return stem.matches(StartingCase.ID_PATTERN) ? stem : "new-suite";
  }

  /**
   * The schema beside the file or above it, as in a clone, or the installed one; relative to the
   * file.
   */
  private static @Nullable String schema(Path folder, Surroundings surroundings) {
    Path schema = null;
    for (Path above = folder; above != null && schema == null; above = above.getParent()) {
      schema = Files.exists(above.resolve(SCHEMA)) ? above.resolve(SCHEMA) : null;
    }
    Installation installation = surroundings.installation();
    if (schema == null && installation != null) {
      Path installed = installation.home().resolve(SCHEMA).toAbsolutePath().normalize();
      schema = Files.exists(installed) ? installed : null;
    }
    return schema == null ? null : folder.relativize(schema).toString().replace('\\', '/');
  }

  /** What this writes can be graded with, whatever was asked for. */
  private void requireValid(String text, @Nullable Oracle oracle) throws IOException {
    Path temporary = Files.createTempFile("grader-cases-new", EXTENSION);
    try {
      Files.writeString(temporary, text);
      List<TestSuite> suites = CaseReader.read(List.of(temporary));
      if (oracle != null) {
        new CasePreparation(oracle, 0).prepare(suites);
      }
    } catch (InvalidCasesException e) {
      Problem problem = e.problems().get(0);
      throw wrong("the case would not be valid: " + problem.message());
    } finally {
      Files.delete(temporary);
    }
  }

  private void write(Path file, String text) throws IOException {
    if (force.<Boolean>getValue()) {
      ReportFile.write(file, text);
    } else {
      // Fails when somebody else has made it meanwhile.
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
