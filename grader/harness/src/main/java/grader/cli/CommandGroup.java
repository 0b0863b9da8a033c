package grader.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Commands under one name, such as {@code grader cases}; the name alone does nothing. */
final class CommandGroup implements Subcommand {
  private final CommandSpec spec;
  private final List<Subcommand> commands;

  CommandGroup(String name, String description, List<Subcommand> commands) {
    this.spec = OptionSpecs.command(this, name, description);
    spec.usageMessage().synopsisSubcommandLabel("COMMAND");
    this.commands = List.copyOf(commands);
  }

  List<Subcommand> commands() {
    return commands;
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) {
    String names =
        commands.stream().map(each -> each.spec().name()).collect(Collectors.joining(", "));
    throw new ParameterException(spec.commandLine(), "Missing the command; one of: " + names);
  }
}
