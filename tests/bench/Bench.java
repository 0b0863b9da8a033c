import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs commands in turns, each in a process of its own, and compares their wall times. */
final class Bench {
  private static final int WARM_UPS = 2;
  private static final List<String> IN_FILES = List.of(
      "console", "json", "junit-xml", "otr", "gradescope", "prairielearn", "autolab", "classroom50", "markdown", "sarif", "html");

  private record Command(String name, File directory, List<String> words) {
    double seconds() throws IOException, InterruptedException {
      ProcessBuilder builder = new ProcessBuilder(words).directory(directory);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      long start = System.nanoTime();
      int exitCode = builder.start().waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (exitCode != 0) {
        throw new IllegalStateException(name + " ended with exit code " + exitCode + ": " + words);
      }
      return seconds;
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = Integer.parseInt(arguments[0]);
    File here = new File(".");
    String java = System.getProperty("java.home") + "/bin/java";
    List<Command> commands = new ArrayList<>(
        List.of(
            new Command("grader submit.jar", here, List.of(arguments[1], arguments[2])),
            new Command(
                "ConsoleLauncher, 40 tests",
                here,
                List.of(
                    java, "-jar", arguments[3], "execute", "-cp", arguments[4], "--select-class", "EquivalentTests")),
            new Command("mvn -q -o test", new File(arguments[5]), List.of("mvn", "-q", "-o", "test")),
            new Command("grader, every format", here, everyFormat(arguments[1], arguments[6], arguments[2]))));
    int everyFormat = commands.size() - 1;
    boolean isSealed = arguments[7].equals("yes");
    if (isSealed) {
      for (String sandbox : List.of("required", "process")) {
        commands.add(
            new Command(
                "grader --sandbox=" + sandbox,
                here,
                List.of(arguments[1], "--sandbox=" + sandbox, arguments[2])));
      }
    }
    int diagnosis = commands.size();
    List<String> wrong =
        List.of(
            "wrong-half-mse",
            "wrong-first-sample-left-out",
            "wrong-gradients-are-parameters",
            "wrong-in-every-method",
            "wrong-bias-forgotten-and-deltas-squashed");
    for (String name : wrong) {
      for (String feedback : List.of("full", "verdict")) {
        commands.add(
            new Command(
                feedback + ", " + name.substring("wrong-".length()),
                here,
                List.of(arguments[1], "--quiet", "--exit-zero", "--feedback=" + feedback, arguments[8] + "/" + name + ".jar")));
      }
    }
    List<double[]> times = new ArrayList<>();
    commands.forEach(command -> times.add(new double[runs]));
    for (int run = -WARM_UPS; run < runs; run++) {
      for (int i = 0; i < commands.size(); i++) {
        double seconds = commands.get(i).seconds();
        if (run >= 0) {
          times.get(i)[run] = seconds;
        }
      }
    }
    System.out.printf("Java %s, %d processors, %d runs in turns%n", Runtime.version(), Runtime.getRuntime().availableProcessors(), runs);
    System.out.printf("%-44s %8s %8s %8s %22s%n", "seconds", "min", "median", "max", "grader's median / this");
    double grader = median(times.get(0));
    for (int i = 0; i < commands.size(); i++) {
      double[] sorted = times.get(i).clone();
      Arrays.sort(sorted);
      System.out.printf(
          Locale.ROOT, "%-44s %8.3f %8.3f %8.3f %22.3f%n", commands.get(i).name(), sorted[0], median(sorted), sorted[runs - 1], grader / median(sorted));
    }
    printCost("All formats together cost", times.get(everyFormat), times.get(0));
    if (isSealed) {
      printCost("The seal costs", times.get(diagnosis - 2), times.get(diagnosis - 1));
    }
    for (int i = 0; i < wrong.size(); i++) {
      printCost("The diagnosis of " + wrong.get(i) + " costs", times.get(diagnosis + 2 * i), times.get(diagnosis + 2 * i + 1));
    }
  }

  /** GitHub's goes to standard output, and every other one to a file. */
  private static List<String> everyFormat(String grader, String folder, String submission) {
    List<String> words = new ArrayList<>(List.of(grader, "--format", "github"));
    for (String format : IN_FILES) {
      words.addAll(List.of("--format", format, "--output", folder + "/report." + format));
    }
    words.add(submission);
    return words;
  }

  private static void printCost(String what, double[] with, double[] without) {
    double[] costs = new double[with.length];
    for (int run = 0; run < costs.length; run++) {
      costs[run] = with[run] - without[run];
    }
    System.out.printf(Locale.ROOT, "%s %.0f ms: the median of %d differences of runs in turns%n", what, median(costs) * 1e3, costs.length);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
