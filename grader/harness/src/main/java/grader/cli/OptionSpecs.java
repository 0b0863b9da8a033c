package grader.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How options are declared, alike in every command. */
final class OptionSpecs {
  private static final int LAST = 1000;

  private OptionSpecs() {}

  /** A command that is declared so far by its name, its description and {@code --help}. */
  static CommandSpec command(Subcommand command, String name, String... description) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    spec.usageMessage().description(description).sortOptions(false);
    spec.addOption(help().order(LAST).build());
    return spec;
  }

  /** Adds an option; the help lists them in the order in which they were added. */
  static OptionSpec add(CommandSpec spec, OptionSpec.Builder builder) {
    OptionSpec option = builder.order(spec.options().size()).build();
    spec.addOption(option);
    return option;
  }

  /** Adds a parameter that has no name. */
  static PositionalParamSpec add(CommandSpec spec, PositionalParamSpec.Builder builder) {
    PositionalParamSpec parameter = builder.build();
    spec.addPositional(parameter);
    return parameter;
  }

  static OptionSpec.Builder value(
      String name, String label, Class<?> type, ITypeConverter<?>... converters) {
    return OptionSpec.builder(name).arity("1").paramLabel(label).type(type).converters(converters);
  }

  static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names).arity("0").type(Boolean.class).defaultValue("false");
  }

  static OptionSpec.Builder help() {
    return flag("-h", "--help").usageHelp(true).description("Show this help message and exit.");
  }

  static OptionSpec.Builder noColor() {
    return flag("--no-color").description("Print without colours.");
  }

  static OptionSpec.Builder tests() {
    return OptionSpec.builder("--tests")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .arity("1")
        .paramLabel("PATH")
        .description("Case file, or folder of them; repeatable. Default: the installed suites.");
  }

  static OptionSpec.Builder seed() {
    return wholeNumber("--seed")
        .defaultValue("0")
        .description("Draw the generated numbers anew. Default: ${DEFAULT-VALUE}.");
  }

  static OptionSpec.Builder wholeNumber(String name) {
    return value(name, "N", Long.class, new WholeNumberConverter());
  }

  static OptionSpec.Builder sandbox() {
    return value(
            "--sandbox", "RUNG", SandboxChoice.class, new NamedConverter<>(SandboxChoice.class))
        .defaultValue("auto")
        .description(
            "How far the submission is shut off: auto (the best that can be had), required"
                + " (sealed by bubblewrap, or not graded),"
                + " user (another user, for root), process (a JVM of its own). Default: ${DEFAULT-VALUE}.");
  }

  static OptionSpec.Builder analysisFormat() {
    return value(
            "--format", "FORMAT", AnalysisFormat.class, new NamedConverter<>(AnalysisFormat.class))
        .defaultValue("console")
        .description("console or json. Default: ${DEFAULT-VALUE}.");
  }

  /**
   * Lists the exit codes in the help.
   *
   * @param success what 0 means here
   * @param others which others there are, with their usual meanings
   */
  static void exitCodes(CommandSpec spec, String success, Iterable<ExitCode> others) {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(Integer.toString(ExitCode.SUCCESS.code()), success);
    for (ExitCode other : others) {
      meanings.putIfAbsent(Integer.toString(other.code()), other.meaning());
    }
    spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(meanings);
  }
}
