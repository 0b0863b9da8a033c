package grader.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.commons.math3.linear.RealMatrix;

/** A submission that a test writes down: its sources are compiled. */
final class SubmissionSources {
  /**
   * Has every member of the contract and computes nothing: tests replace what they are about. Its
   * losses are 1 (MSE) and 2 (BCE).
   */
  static final String MLP =
      """
      package mlp;

      import org.apache.commons.math3.linear.*;

      public class MLP {
        public enum Activation { RELU, SIGMOID, IDENTITY }
        public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}
        public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}
        public record Loss(double J, RealMatrix dJdyHat) {}
        public Parameters parameters;
        public Gradients grads;
        public MLP(int in1, int out1, Activation f, int in2, int out2, Activation g) {}
        public RealMatrix forward(RealMatrix x) { return x; }
        public void backward(RealMatrix dJdyHat) {
          grads = new Gradients(parameters.W1(), parameters.b1(), parameters.W2(), parameters.b2());
        }
        public void clearGradAndCache() {}
        public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return new Loss(1, yHat); }
        public static Loss bceLoss(RealMatrix y, RealMatrix yHat) { return new Loss(2, y); }
      }
      """;

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  // Shared, because it keeps commons-math3 open between two compilations.
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

  private final Path directory;
  private final List<JavaFileObject> sources = new ArrayList<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<String> omitted = new ArrayList<>();
  private UnaryOperator<byte[]> change = UnaryOperator.identity();

  /**
   * Without classes.
   *
   * @param directory where it may write: for this submission alone
   */
  SubmissionSources(Path directory) {
    this.directory = directory;
  }

  /** {@link #MLP} with one thing replaced. */
  static String mlpWith(String original, String replacement) {
    int position = MLP.indexOf(original);
    assertTrue(position >= 0 && position == MLP.lastIndexOf(original), original);
    return MLP.replace(original, replacement);
  }

  /** Add a source file, such as {@code mlp/MLP.java}. */
  SubmissionSources source(String name, String text) {
    sources.add(
        new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        });
    return this;
  }

  /** Add an entry as it is; one of this name that is compiled gives way. */
  SubmissionSources entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  /** Change every class after it was compiled. */
  SubmissionSources classes(UnaryOperator<byte[]> operator) {
    change = operator;
    return this;
  }

  /** Leave out what was compiled. */
  SubmissionSources without(String name) {
    omitted.add(name);
    return this;
  }

  /** The compiled classes by the names of their entries. */
  private Map<String, byte[]> compile() {
    try {
      Path classes = Files.createDirectories(directory.resolve("classes"));
      StringWriter errors = new StringWriter();
      List<String> options =
          List.of("-d", classes.toString(), "-cp", commonsMath().toString(), "-proc:none", "-g");
      boolean isCompiled =
          sources.isEmpty() || COMPILER.getTask(errors, FILES, null, options, null, sources).call();
      assertTrue(isCompiled, errors::toString);
      Map<String, byte[]> compiled = new LinkedHashMap<>();
      try (Stream<Path> tree = Files.walk(classes)) {
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          String name = classes.relativize(file).toString().replace('\\', '/');
          compiled.put(name, change.apply(Files.readAllBytes(file)));
        }
      }
      return compiled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class files by name, such as {@code mlp/MLP$Loss}. */
  Map<String, byte[]> classFiles() {
    Map<String, byte[]> all = compile();
    all.keySet().removeAll(omitted);
    all.putAll(entries);
    Map<String, byte[]> named = new LinkedHashMap<>();
    all.forEach((name, bytes) -> named.put(name.replaceFirst("\\.class$", ""), bytes));
    return named;
  }

  private static Path commonsMath() {
    try {
      return Path.of(RealMatrix.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
