package grader.cli;

import static grader.cli.OptionSpecs.flag;
import static grader.cli.OptionSpecs.value;

import grader.cases.Feedback;
import grader.policy.PolicyMode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of {@code grader}: their names, what they take and what they mean.
 *
 * <p>Declared by hand and not by annotations, which picocli reads with reflection and proxies: that
 * alone took a tenth of a run.
 */
final class GraderOptions {
  private final CommandSpec spec = CommandSpec.create().name("grader");

  private final ArgSpec submission =
      PositionalParamSpec.builder()
          .index("0")
          .arity("0..1")
          .type(Path.class)
          .paramLabel("SUBMISSION")
          .description("The jar to grade, such as target/submit.jar, or the source, MLP.java.")
          .build();

  private final ArgSpec tests = add(OptionSpecs.tests());

  private final ArgSpec points =
      add(
          value("--points", "N", BigDecimal.class, new PointsConverter())
              .description("What a full score is worth. Default: the sum of the checks' points."));

  private final ArgSpec minScore =
      add(
          value("--min-score", "N", BigDecimal.class, new PointsConverter())
              .description("Exit with 0 from this score on. Default: the full score."));

  private final ArgSpec seed = add(OptionSpecs.seed());

  private final ArgSpec timeout =
      add(
          value("--timeout", "TIME", Duration.class, new DurationConverter())
              .defaultValue("5s")
              .description(
                  "Per case, the start of the worker not counted. Default: ${DEFAULT-VALUE}."));

  private final ArgSpec totalTimeout =
      add(
          value("--total-timeout", "TIME", Duration.class, new DurationConverter())
              .defaultValue("5m")
              .description("For all cases together. Default: ${DEFAULT-VALUE}."));

  private final ArgSpec memory =
      add(
          value("--memory", "SIZE", Integer.class, new MebibytesConverter())
              .defaultValue(EarlyWorker.MEMORY_MEBIBYTES + "m")
              .description("Heap of the submission's process. Default: ${DEFAULT-VALUE}."));

  private final ArgSpec sandbox = add(OptionSpecs.sandbox());

  private final ArgSpec policy =
      add(
          value("--policy", "FILE", Path.class)
              .description("What a submission may not use. Default: the installed policy."));

  private final ArgSpec policyMode =
      add(
          value("--policy-mode", "MODE", PolicyMode.class, new NamedConverter<>(PolicyMode.class))
              .defaultValue("enforce")
              .description(
                  "enforce: do not run what breaks the policy; warn: grade it and say so; off."
                      + " Default: ${DEFAULT-VALUE}."));

  private final ArgSpec feedback =
      add(
          value("--feedback", "LEVEL", Feedback.class, new NamedConverter<>(Feedback.class))
              .description(
                  "What the report tells of cases that are not visible: verdict, hint (what is"
                      + " wrong, without a number of the case), full. Default: what the suite says,"
                      + " or full."));

  private final ReportOptions reports = new ReportOptions(spec);

  private final ArgSpec quiet =
      add(flag("-q", "--quiet").description("Print the score alone; nothing with --output."));

  private final ArgSpec noColor = add(OptionSpecs.noColor());

  private final ArgSpec exitZero =
      add(
          flag("--exit-zero")
              .description(
                  "Exit with 0 whenever a report was written, whatever the score. The formats of"
                      + " gradebooks imply it, unless the grader itself failed."));

  private final ArgSpec noExitZero =
      add(flag("--no-exit-zero").description("Keep the exit code with the formats of gradebooks."));

  GraderOptions() {
    spec.addPositional((PositionalParamSpec) submission);
    add(OptionSpecs.help());
    add(
        flag("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit."));
    spec.versionProvider(new GraderVersion());
    spec.usageMessage()
        .description("Grade a submission of the backpropagation homework.")
        .sortOptions(false);
    OptionSpecs.exitCodes(spec, ExitCode.SUCCESS.meaning(), List.of(ExitCode.values()));
  }

  private ArgSpec add(OptionSpec.Builder builder) {
    return OptionSpecs.add(spec, builder);
  }

  /** What picocli parses by. */
  CommandSpec spec() {
    return spec;
  }

  /**
   * What was parsed.
   *
   * @throws ParameterException when what was typed cannot be meant
   */
  GraderArguments arguments(CommandLine commandLine) {
    Path jar = submission.getValue();
    if (jar == null) {
      throw new ParameterException(
          commandLine,
          "Missing the submission; give the jar to grade, such as target/submit.jar, or MLP.java");
    }
    List<Path> named = tests.getValue();
    List<Path> paths = named == null ? List.of() : named;
    List<Path> read = new ArrayList<>(paths);
    read.add(jar);
    if (policy.getValue() != null) {
      read.add(policy.getValue());
    }
    return new GraderArguments(
        jar,
        paths,
        points.getValue(),
        minScore.getValue(),
        seed.<Long>getValue(),
        timeout.getValue(),
        totalTimeout.getValue(),
        memory.<Integer>getValue(),
        sandbox.getValue(),
        policy.getValue(),
        policyMode.getValue(),
        feedback.getValue(),
        reports(commandLine, read),
        quiet.<Boolean>getValue(),
        noColor.<Boolean>getValue(),
        exitZero.<Boolean>getValue(),
        noExitZero.<Boolean>getValue());
  }

  private List<ReportRequest> reports(CommandLine commandLine, List<Path> read) {
    try {
      List<ReportRequest> requests = reports.requests();
      ReportOptions.rejectWritingOver(requests, read);
      return requests;
    } catch (TypeConversionException e) {
      throw new ParameterException(commandLine, String.valueOf(e.getMessage()));
    }
  }
}
