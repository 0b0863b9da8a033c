package grader.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code --format} and {@code --output}, which stand in pairs: an output is that of the format
 * before it, and a format without one goes to standard output, which takes one report. A single
 * output may stand before its format, and is the console's when there is no format at all.
 *
 * <p>The parser converts values in the order in which they were typed, and that order is all that
 * pairs them.
 */
final class ReportOptions {
  /** What nobody names a report for people. */
  private static final Set<String> ENDINGS_OF_FORMATS =
      Set.of("json", "xml", "html", "md", "sarif");

  private final List<ReportRequest> requests = new ArrayList<>();
  private @Nullable Path early;

  /** Adds the two options to a command. */
  ReportOptions(CommandSpec command) {
    OptionSpecs.add(command, format());
    OptionSpecs.add(command, output());
  }

  private OptionSpec.Builder format() {
    FormatConverter converter = new FormatConverter(this);
    return OptionSpec.builder("--format")
        .type(List.class)
        .auxiliaryTypes(ReportFormat.class)
        .arity("1")
        .paramLabel("FORMAT")
        .converters(converter)
        .completionCandidates(converter.names.names())
        .description(
            "What to write: "
                + String.join(", ", converter.names.names())
                + ". Repeatable, each with an --output after it; one of them may go to standard"
                + " output. Default: console.");
  }

  private OptionSpec.Builder output() {
    return OptionSpec.builder("--output")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .arity("1")
        .paramLabel("FILE")
        .converters(new OutputConverter(this))
        .description(
            "Write the report of the --format before it to a file, whole or not at all. Standard"
                + " output then has only the score.");
  }

  /**
   * What is to be written, at least one report.
   *
   * @throws TypeConversionException when the options do not pair
   */
  List<ReportRequest> requests() {
    Path unpaired = early;
    if (unpaired != null && requests.isEmpty()) {
      return List.of(console(unpaired));
    }
    if (requests.isEmpty()) {
      return List.of(new ReportRequest(ReportFormat.CONSOLE, null));
    }
    if (unpaired != null) {
      ReportRequest only = requests.get(0);
      if (requests.size() > 1 || only.output() != null) {
        throw new TypeConversionException(
            "--output " + unpaired + " has no format; write --format FORMAT before it");
      }
      requests.set(0, paired(only.format(), unpaired));
      early = null;
    }
    rejectSharing();
    return List.copyOf(requests);
  }

  private static ReportRequest console(Path output) {
    String name = String.valueOf(output.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (ENDINGS_OF_FORMATS.contains(ending)) {
      throw new TypeConversionException(
          "--output " + output + " has no format; write --format FORMAT before it");
    }
    return new ReportRequest(ReportFormat.CONSOLE, output);
  }

  private void rejectSharing() {
    Set<Path> files = new HashSet<>();
    ReportFormat printed = null;
    for (ReportRequest request : requests) {
      Path output = request.output();
      if (output == null) {
        if (printed != null) {
          throw new TypeConversionException(
              "two reports for standard output, %s and %s; give one an --output"
                  .formatted(printed.id(), request.format().id()));
        }
        printed = request.format();
      } else if (!isDevice(output) && !files.add(output.toAbsolutePath().normalize())) {
        throw new TypeConversionException("two reports for " + output);
      }
    }
  }

  /** Such as {@code /dev/null}, which takes any number of reports. */
  static boolean isDevice(Path output) {
    return Files.exists(output) && !Files.isRegularFile(output) && !Files.isDirectory(output);
  }

  private static ReportRequest paired(ReportFormat format, Path output) {
    if (!format.takesOutput()) {
      throw new TypeConversionException(
          format.id()
              + " writes to standard output and to the files that GitHub names; it takes no"
              + " --output");
    }
    return new ReportRequest(format, output);
  }

  private ReportFormat add(ReportFormat format) {
    requests.add(new ReportRequest(format, null));
    return format;
  }

  private Path add(Path output) {
    rejectWhereNoFileCanBe(output);
    if (requests.isEmpty() && early == null) {
      early = output;
      return output;
    }
    int last = requests.size() - 1;
    if (last < 0 || requests.get(last).output() != null) {
      throw new TypeConversionException(
          output + " has no format of its own; write --format FORMAT before it");
    }
    requests.set(last, paired(requests.get(last).format(), output));
    return output;
  }

  /** What can be known before a submission is run need not be found out after it. */
  private static void rejectWhereNoFileCanBe(Path output) {
    if (output.toString().equals("-")) {
      throw new TypeConversionException(
          "a report goes to standard output without --output; for a file of this name write ./-");
    }
    if (Files.isDirectory(output)) {
      throw new TypeConversionException(output + " is a folder; name a file in it");
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new TypeConversionException("there is no folder " + folder);
    }
    if (Files.exists(output) ? !Files.isWritable(output) : !Files.isWritable(folder)) {
      throw new TypeConversionException(output + " cannot be written: permission denied");
    }
  }

  /**
   * A report never takes the place of what it is about.
   *
   * @param requests what is to be written
   * @param read files and folders that are read
   * @throws TypeConversionException when one of them would be written over
   */
  static void rejectWritingOver(List<ReportRequest> requests, List<Path> read) {
    for (ReportRequest request : requests) {
      Path output = request.output();
      if (output != null) {
        rejectWritingOver(output, read);
      }
    }
  }

  /** The same of one file. */
  static void rejectWritingOver(Path output, List<Path> read) {
    for (Path each : read) {
      if (Files.isRegularFile(output) && isOrHolds(each, output)) {
        throw new TypeConversionException(
            "--output " + output + " would write over what is read; name another file");
      }
    }
  }

  private static boolean isOrHolds(Path read, Path output) {
    try {
      return output.toRealPath().startsWith(read.toRealPath());
    } catch (IOException e) {
      // What is not there cannot be written over.
      return false;
    }
  }

  /** Reads a format by its name. */
  private static final class FormatConverter implements ITypeConverter<ReportFormat> {
    private final NamedConverter<ReportFormat> names = new NamedConverter<>(ReportFormat.class);
    private final ReportOptions options;

    FormatConverter(ReportOptions options) {
      this.options = options;
    }

    @Override
    public ReportFormat convert(String value) {
      return options.add(names.convert(value));
    }
  }

  private static final class OutputConverter implements ITypeConverter<Path> {
    private final PathConverter paths = new PathConverter();
    private final ReportOptions options;

    OutputConverter(ReportOptions options) {
      this.options = options;
    }

    @Override
    public Path convert(String value) {
      return options.add(paths.convert(value));
    }
  }
}
