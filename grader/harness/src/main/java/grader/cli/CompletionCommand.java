package grader.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** {@code grader generate-completion}: a script that completes commands and options. */
final class CompletionCommand implements Subcommand {
  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          CommandNames.GENERATE_COMPLETION,
          "Generate bash/zsh completion script for grader.");

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) {
    surroundings.out().print(AutoComplete.bash("grader", spec.root().commandLine()));
    surroundings.out().flush();
    return ExitCode.SUCCESS;
  }
}
