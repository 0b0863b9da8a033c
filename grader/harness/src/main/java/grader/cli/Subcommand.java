package grader.cli;

import grader.cases.InvalidCasesException;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A command besides grading, such as {@code grader cases validate}. Each is a class of its own,
 * declared by hand in its {@link #spec}, and added to its group in {@link CommandTree}.
 */
interface Subcommand {
  /** Its name, options and help; picocli fills its arguments with what was typed. */
  CommandSpec spec();

  /**
   * Do what was asked, after {@link #spec} was filled.
   *
   * @throws ParameterException when what was typed cannot be meant
   * @throws InvalidCasesException when case files that it needs are wrong
   * @throws IOException when a file cannot be read or written
   */
  ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException;
}
