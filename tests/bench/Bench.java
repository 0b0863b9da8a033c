import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs commands in turns, each in a process of its own, and compares their wall times. */
final class Bench {
  private static final int WARM_UPS = 2;

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
            new Command("mvn -q -o test", new File(arguments[5]), List.of("mvn", "-q", "-o", "test"))));
    boolean isSealed = arguments[6].equals("yes");
    if (isSealed) {
      for (String sandbox : List.of("required", "process")) {
        commands.add(
            new Command(
                "grader --sandbox=" + sandbox,
                here,
                List.of(arguments[1], "--sandbox=" + sandbox, arguments[2])));
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
    System.out.printf("%-28s %8s %8s %8s %22s%n", "seconds", "min", "median", "max", "grader's median / this");
    double grader = median(times.get(0));
    for (int i = 0; i < commands.size(); i++) {
      double[] sorted = times.get(i).clone();
      Arrays.sort(sorted);
      System.out.printf(
          Locale.ROOT, "%-28s %8.3f %8.3f %8.3f %22.3f%n", commands.get(i).name(), sorted[0], median(sorted), sorted[runs - 1], grader / median(sorted));
    }
    if (isSealed) {
      double[] costs = new double[runs];
      for (int run = 0; run < runs; run++) {
        costs[run] = times.get(commands.size() - 2)[run] - times.get(commands.size() - 1)[run];
      }
      System.out.printf(Locale.ROOT, "The seal costs %.0f ms: the median of %d differences of runs in turns%n", median(costs) * 1e3, runs);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
