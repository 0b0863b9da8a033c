package grader.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Every command besides grading, in the order of the help. Only a run that calls one, or lists
 * them, loads this.
 */
final class CommandTree {
  private CommandTree() {}

  /** Adds every command to the grader's own. */
  static void addTo(CommandLine grader) {
    add(grader, cases());
    add(grader, new VerifyCommand());
    add(grader, new IntegrationCommand());
    add(grader, new DoctorCommand());
    add(grader, new CompletionCommand());
  }

  private static CommandGroup cases() {
    return new CommandGroup(
        CommandNames.CASES,
        "Look after case files.",
        List.of(
            new CasesValidateCommand(),
            new CasesShowCommand(),
            new CasesNewCommand(),
            new CasesCalibrateCommand(),
            new CasesAuditCommand(),
            new CasesRecordCommand()));
  }

  private static void add(CommandLine parent, Subcommand command) {
    CommandLine commandLine = new CommandLine(command.spec());
    parent.addSubcommand(commandLine);
    if (command instanceof CommandGroup group) {
      group.commands().forEach(each -> add(commandLine, each));
    }
  }

  /** The command that was called. */
  static Subcommand called(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return (Subcommand) last.commandSpec().userObject();
  }
}
