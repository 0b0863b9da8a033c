package grader.tests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import grader.cli.WarmGrader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The installed grader, started the way its users start it. */
final class Product {
  static final Path CLONE = Path.of(System.getProperty("clone", ".."));
  static final Path INSTALLATION = CLONE.resolve("grader/target/grader").toAbsolutePath();

  /** What hangs fails; what measures many submissions may take as long as this. */
  private static final long LIMIT_SECONDS = 900;

  private Product() {}

  /** What a run left behind. */
  record Run(int exitCode, String out, String err) {
    /** The JSON report on standard output. */
    JsonObject report() {
      return JsonParser.parseString(out).getAsJsonObject();
    }
  }

  /** Run the installed grader with these arguments. */
  static Run run(String... arguments) {
    return run(INSTALLATION.resolve("bin/grader"), Map.of(), arguments);
  }

  /**
   * Run a launcher script.
   *
   * @param environment variables on top of the inherited ones
   */
  static Run run(Path launcher, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    // The JDK that runs these tests, whatever is first on the path.
    return runCommand(
        command, CLONE, Map.of("JAVA_HOME", System.getProperty("java.home")), environment);
  }

  /**
   * Run the installed grader in the process of the test, once it has been started as its users do.
   *
   * @param environment the only variables that it sees
   */
  static Run runWarm(Map<String, String> environment, String... arguments) {
    WarmGrader.Run run = Warm.GRADER.run(environment, arguments);
    return new Run(run.exitCode(), run.out(), run.err());
  }

  private static final class Warm {
    private static final Pattern PROPERTY = Pattern.compile("(?m)^ *(grader\\.\\S+) = (.*)$");
    static final WarmGrader GRADER = started();

    private static WarmGrader started() {
      // Makes what makes it fast and sealed.
      run("--help");
      Run shown =
          run(
              INSTALLATION.resolve("bin/grader"),
              Map.of("JDK_JAVA_OPTIONS", "-XshowSettings:properties"),
              "--help");
      Map<String, String> properties =
          PROPERTY
              .matcher(shown.out() + shown.err())
              .results()
              .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
      if (!properties.containsKey("grader.home")) {
        throw new IllegalStateException("the launcher hands nothing on: " + shown);
      }
      return WarmGrader.of(properties);
    }
  }

  /** Run any command. */
  @SafeVarargs
  static Run runCommand(List<String> command, Path directory, Map<String, String>... environments) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    for (Map<String, String> environment : environments) {
      builder.environment().putAll(environment);
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> out =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("not finished after " + LIMIT_SECONDS + " s: " + command);
      }
      return new Run(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copy the installation to a folder that does not exist yet, without what its runs have made. */
  static void copyTo(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(INSTALLATION)) {
      for (Path source : tree.filter(path -> !path.toString().contains("archives")).toList()) {
        Files.copy(source, folder.resolve(INSTALLATION.relativize(source)));
      }
    }
  }

  /**
   * Spares an installation its first start, which prepares the ones after it for seconds: an empty
   * archive says that it was tried.
   *
   * @return what a first start would have left
   */
  static List<Path> prepareNothing(Path installation) throws IOException {
    // Made by its own first start, if that has not been.
    run("--version");
    String suffix = Runtime.version().feature() < 25 ? ".jsa" : ".aot";
    Path archives = Files.createDirectories(installation.resolve("archives"));
    List<Path> empty = new ArrayList<>();
    try (Stream<Path> prepared = Files.list(INSTALLATION.resolve("archives"))) {
      for (Path archive : prepared.filter(each -> each.toString().endsWith(suffix)).toList()) {
        empty.add(Files.createFile(archives.resolve(archive.getFileName())));
      }
    }
    return empty;
  }

  /** The jars of a folder of the installation. */
  static List<Path> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(INSTALLATION.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
