package grader.worker;

import static grader.worker.SubmissionSources.mlpWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a submission must have, and the one sentence about each thing that it has not. */
class MlpContractTest {
  private static final String EXPECTED_CONSTRUCTOR =
      "expected the constructor public MLP(int, int, Activation, int, int, Activation) with"
          + " enum Activation { RELU, SIGMOID, IDENTITY }, found ";
  private static final String EXPECTED_PARAMETERS =
      "expected record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2),"
          + " found ";
  private static final String EXPECTED_GRADIENTS =
      "expected record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2,"
          + " RealVector dJdb2), found ";

  private static final String CONSTRUCTOR =
      "public MLP(int in1, int out1, Activation f, int in2, int out2, Activation g) {}";
  private static final String PARAMETERS = "public Parameters parameters;";
  private static final String GRADS = "public Gradients grads;";
  private static final String PARAMETERS_RECORD =
      "public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}";
  private static final String GRADIENTS_RECORD =
      "public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2,"
          + " RealVector dJdb2) {}";
  private static final String LOSS_RECORD = "public record Loss(double J, RealMatrix dJdyHat) {}";
  private static final String FORWARD = "public RealMatrix forward(RealMatrix x) { return x; }";
  private static final String CLEAR = "public void clearGradAndCache() {}";
  private static final String MSE_LOSS =
      "public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return new Loss(1, yHat); }";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private List<String> problems(SubmissionSources sources) {
    return new MlpDriver(new SubmissionClassLoader(sources.classFiles()), returned -> {}).bind();
  }

  private List<String> problems(String mlp) {
    return problems(new SubmissionSources(directory).source("mlp/MLP.java", mlp));
  }

  @Test
  void theContractItselfIsAccepted() {
    assertEquals(List.of(), problems(SubmissionSources.MLP));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        argumentSet(
            "constructor without parameters",
            mlpWith(CONSTRUCTOR, "public MLP() {}"),
            EXPECTED_CONSTRUCTOR + "public MLP()"),
        argumentSet(
            "constructor that is not public",
            mlpWith(CONSTRUCTOR, CONSTRUCTOR.replace("public ", "")),
            EXPECTED_CONSTRUCTOR + "MLP(int, int, Activation, int, int, Activation)"),
        argumentSet(
            "constructor of other types",
            mlpWith(CONSTRUCTOR, CONSTRUCTOR.replace("Activation", "String")),
            EXPECTED_CONSTRUCTOR + "public MLP(int, int, String, int, int, String)"),
        argumentSet(
            "constructor of long sizes",
            mlpWith(CONSTRUCTOR, CONSTRUCTOR.replace("int ", "long ")),
            EXPECTED_CONSTRUCTOR + "public MLP(long, long, Activation, long, long, Activation)"),
        argumentSet(
            "two wrong constructors",
            mlpWith(CONSTRUCTOR, "MLP(int in) {} private MLP(int in, Activation f) {}"),
            EXPECTED_CONSTRUCTOR + "MLP(int) and private MLP(int, Activation)"),
        argumentSet(
            "activation that is missing",
            mlpWith("{ RELU, SIGMOID, IDENTITY }", "{ RELU, SIGMOID, LINEAR }"),
            EXPECTED_CONSTRUCTOR + "public MLP(int, int, Activation, int, int, Activation)"),
        argumentSet(
            "two kinds of activation",
            mlpWith(
                CONSTRUCTOR,
                "public enum Output { RELU, SIGMOID, IDENTITY }"
                    + CONSTRUCTOR.replace("Activation g", "Output g")),
            EXPECTED_CONSTRUCTOR + "public MLP(int, int, Activation, int, int, Output)"),
        argumentSet(
            "no field parameters",
            mlpWith(PARAMETERS, "public Parameters params;").replace("parameters.", "params."),
            "expected the field public Parameters parameters, found none"),
        argumentSet(
            "private field",
            mlpWith(PARAMETERS, "private Parameters parameters;"),
            "expected the field public Parameters parameters, found private Parameters parameters"),
        argumentSet(
            "field without a modifier",
            mlpWith(PARAMETERS, "Parameters parameters;"),
            "expected the field public Parameters parameters, found Parameters parameters"),
        argumentSet(
            "static field",
            mlpWith(GRADS, "public static Gradients grads;"),
            "expected the field public Gradients grads, found public static Gradients grads"),
        argumentSet(
            "final field",
            mlpWith(PARAMETERS, "public final Parameters parameters = null;"),
            "expected the field public Parameters parameters, found public final Parameters"
                + " parameters"),
        argumentSet(
            "field of a type that is no record",
            mlpWith(
                PARAMETERS_RECORD,
                """
                public static class Parameters {
                  RealMatrix W1() { return null; }
                  RealVector b1() { return null; }
                  RealMatrix W2() { return null; }
                  RealVector b2() { return null; }
                }
                """),
            "expected the field public Parameters parameters, found public Parameters parameters"
                + " (the type must be a record)"),
        argumentSet(
            "parameters with components exchanged",
            mlpWith(
                PARAMETERS_RECORD,
                "public record Parameters("
                    + "RealMatrix W2, RealVector b1, RealMatrix W1, RealVector b2) {}"),
            EXPECTED_PARAMETERS
                + "record Parameters(RealMatrix W2, RealVector b1, RealMatrix W1, RealVector b2)"),
        argumentSet(
            "parameters of another type",
            mlpWith(PARAMETERS_RECORD, PARAMETERS_RECORD.replace("RealVector", "RealMatrix"))
                .replace("parameters.b1()", "null")
                .replace("parameters.b2()", "null"),
            EXPECTED_PARAMETERS
                + "record Parameters(RealMatrix W1, RealMatrix b1, RealMatrix W2, RealMatrix b2)"),
        argumentSet(
            "parameters of one implementation",
            mlpWith(
                PARAMETERS_RECORD, PARAMETERS_RECORD.replace("RealMatrix", "Array2DRowRealMatrix")),
            EXPECTED_PARAMETERS
                + "record Parameters(Array2DRowRealMatrix W1, RealVector b1, Array2DRowRealMatrix"
                + " W2, RealVector b2)"),
        argumentSet(
            "one parameter too many",
            mlpWith(PARAMETERS_RECORD, PARAMETERS_RECORD.replace(") {}", ", int size) {}")),
            EXPECTED_PARAMETERS
                + "record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2,"
                + " int size)"),
        argumentSet(
            "gradients of other names",
            mlpWith(GRADIENTS_RECORD, GRADIENTS_RECORD.replace("dJdW1", "dW1")),
            EXPECTED_GRADIENTS
                + "record Gradients(RealMatrix dW1, RealVector dJdb1, RealMatrix dJdW2, RealVector"
                + " dJdb2)"),
        argumentSet(
            "gradients of other types",
            mlpWith(GRADIENTS_RECORD, GRADIENTS_RECORD.replace("RealVector dJdb1", "double dJdb1"))
                .replace("parameters.b1()", "0"),
            EXPECTED_GRADIENTS
                + "record Gradients(RealMatrix dJdW1, double dJdb1, RealMatrix dJdW2, RealVector"
                + " dJdb2)"),
        argumentSet(
            "no forward",
            mlpWith(FORWARD, ""),
            "expected public RealMatrix forward(RealMatrix), found none"),
        argumentSet(
            "forward of another parameter",
            mlpWith(FORWARD, "public RealMatrix forward(double[][] x) { return null; }"),
            "expected public RealMatrix forward(RealMatrix), found public RealMatrix"
                + " forward(double[][])"),
        argumentSet(
            "forward of another result",
            mlpWith(FORWARD, "public double[][] forward(RealMatrix x) { return null; }"),
            "expected public RealMatrix forward(RealMatrix), found public double[][]"
                + " forward(RealMatrix)"),
        argumentSet(
            "forward of several parameters",
            mlpWith(FORWARD, "public RealMatrix forward(RealMatrix... x) { return null; }"),
            "expected public RealMatrix forward(RealMatrix), found public RealMatrix"
                + " forward(RealMatrix[])"),
        argumentSet(
            "static forward",
            mlpWith(FORWARD, FORWARD.replace("public", "public static")),
            "expected public RealMatrix forward(RealMatrix), found public static RealMatrix"
                + " forward(RealMatrix)"),
        argumentSet(
            "backward that is not public",
            mlpWith("public void backward", "void backward"),
            "expected public void backward(RealMatrix), found void backward(RealMatrix)"),
        argumentSet(
            "no clearGradAndCache",
            mlpWith(CLEAR, "public void clear() {}"),
            "expected public void clearGradAndCache(), found none"),
        argumentSet(
            "loss that is not static",
            mlpWith(MSE_LOSS, MSE_LOSS.replace("static ", "")),
            "expected public static Loss mseLoss(RealMatrix, RealMatrix), found public Loss"
                + " mseLoss(RealMatrix, RealMatrix)"),
        argumentSet(
            "loss of other parameters",
            mlpWith(MSE_LOSS, MSE_LOSS.replace("RealMatrix y,", "RealVector y,")),
            "expected public static Loss mseLoss(RealMatrix, RealMatrix), found public static Loss"
                + " mseLoss(RealVector, RealMatrix)"),
        argumentSet(
            "loss without a gradient",
            mlpWith(
                MSE_LOSS,
                "public static double mseLoss(RealMatrix y, RealMatrix yHat) {return 0;}"),
            "expected public static Loss mseLoss(RealMatrix, RealMatrix), found public static"
                + " double mseLoss(RealMatrix, RealMatrix) (the result must be a record)"),
        argumentSet(
            "private loss",
            mlpWith(MSE_LOSS, MSE_LOSS.replace("public ", "private ")),
            "expected public static Loss mseLoss(RealMatrix, RealMatrix), found private static Loss"
                + " mseLoss(RealMatrix, RealMatrix)"),
        argumentSet(
            "class that is not public",
            mlpWith("public class MLP", "class MLP"),
            "mlp.MLP must be a public class that is not abstract"),
        argumentSet(
            "abstract class",
            mlpWith("public class MLP", "public abstract class MLP"),
            "mlp.MLP must be a public class that is not abstract"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isToldInOneSentence(String mlp, String problem) {
    assertEquals(List.of(problem), problems(mlp));
  }

  @Test
  void aWrongLossRecordIsToldOncePerFunctionThatReturnsIt() {
    String problem =
        "expected record Loss(double J, RealMatrix dJdyHat), found"
            + " record Loss(double j, RealMatrix dJdyHat)";
    assertEquals(
        List.of(problem, problem),
        problems(mlpWith(LOSS_RECORD, "public record Loss(double j, RealMatrix dJdyHat) {}")));
  }

  @Test
  void everythingThatIsMissingIsToldAtOnce() {
    List<String> problems = problems("package mlp; public class MLP {}");
    assertEquals(
        List.of(
            EXPECTED_CONSTRUCTOR + "public MLP()",
            "expected the field public Parameters parameters, found none",
            "expected the field public Gradients grads, found none",
            "expected public RealMatrix forward(RealMatrix), found none",
            "expected public void backward(RealMatrix), found none",
            "expected public void clearGradAndCache(), found none",
            "expected public static Loss mseLoss(RealMatrix, RealMatrix), found none",
            "expected public static Loss bceLoss(RealMatrix, RealMatrix), found none"),
        problems);
  }

  static Stream<Arguments> variants() {
    return Stream.of(
        argumentSet(
            "private nested types",
            SubmissionSources.MLP
                .replace("public record", "private record")
                .replace("public enum", "private enum")),
        argumentSet(
            "results of one implementation",
            mlpWith(
                    FORWARD,
                    "public Array2DRowRealMatrix forward(RealMatrix x) {"
                        + " return new Array2DRowRealMatrix(x.getData()); }")
                .replace("double J, RealMatrix", "double J, BlockRealMatrix")
                .replace("new Loss(1, yHat)", "new Loss(1, new BlockRealMatrix(y.getData()))")
                .replace("new Loss(2, y)", "new Loss(2, new BlockRealMatrix(y.getData()))")),
        argumentSet(
            "gradients of one implementation",
            SubmissionSources.MLP
                .replace("RealMatrix dJdW1", "Array2DRowRealMatrix dJdW1")
                .replace(
                    "new Gradients(parameters.W1(),",
                    "new Gradients(new Array2DRowRealMatrix(parameters.W1().getData()),")),
        argumentSet(
            "gradients named like the parameters",
            mlpWith(GRADIENTS_RECORD, PARAMETERS_RECORD.replace("Parameters", "Gradients"))),
        argumentSet(
            "parameters and gradients of one type",
            mlpWith(GRADIENTS_RECORD, "")
                .replace("public Gradients grads", "public Parameters grads")
                .replace("new Gradients", "new Parameters")),
        argumentSet(
            "types of other names",
            SubmissionSources.MLP
                .replace("Parameters", "Weights")
                .replace("Gradients", "Derivatives")
                .replace("Loss(double", "Value(double")
                .replace("static Loss", "static Value")
                .replace("new Loss", "new Value")
                .replace("Activation", "Function")),
        argumentSet(
            "more than the contract asks for",
            SubmissionSources.MLP
                .replace("IDENTITY }", "TANH, IDENTITY }")
                .replace(CONSTRUCTOR, CONSTRUCTOR + " public MLP() {}")
                .replace(FORWARD, FORWARD + " public double[] forward(double[] x) { return x; }")),
        argumentSet(
            "backward that also returns something",
            mlpWith(
                "public void backward(RealMatrix dJdyHat) {",
                "public RealMatrix backward(RealMatrix dJdyHat) { if (true) { set(); } return"
                    + " dJdyHat; } private void set() {")));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void isAcceptedAndRuns(String mlp) throws CaseFailedException {
    MlpDriver driver =
        new MlpDriver(
            new SubmissionClassLoader(
                new SubmissionSources(directory).source("mlp/MLP.java", mlp).classFiles()),
            returned -> {});
    assertEquals(List.of(), driver.bind());
    assertEquals(
        List.of("yHat", "J", "dJdyHat", "dJdW1", "dJdb1", "dJdW2", "dJdb2"), trainStep(driver));
  }

  @Test
  void typesThatStandBesideTheClassAreAccepted() throws CaseFailedException {
    String mlp = SubmissionSources.MLP;
    SubmissionSources sources = new SubmissionSources(directory);
    for (String type :
        List.of(
            "public enum Activation { RELU, SIGMOID, IDENTITY }",
            PARAMETERS_RECORD,
            GRADIENTS_RECORD,
            LOSS_RECORD)) {
      mlp = mlp.replace(type, "");
      String name = type.split("[ (]", -1)[2];
      sources.source(
          "mlp/" + name + ".java",
          "package mlp; import org.apache.commons.math3.linear.*; " + type);
    }
    MlpDriver driver =
        new MlpDriver(
            new SubmissionClassLoader(sources.source("mlp/MLP.java", mlp).classFiles()),
            returned -> {});
    assertEquals(List.of(), driver.bind());
    assertEquals(7, trainStep(driver).size());
  }

  /** Some thousand ancestors, each of which is loaded before its descendant. */
  @Test
  void classesThatTheJvmCannotLoadForTheirNumberAreAProblemOfTheSubmissions() {
    ClassLoader submission =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            throw new StackOverflowError();
          }
        };
    assertEquals(
        List.of(
            "mlp.MLP cannot be loaded (only the JDK and commons-math3 are there):"
                + " java.lang.StackOverflowError"),
        new MlpDriver(submission, returned -> {}).bind());
  }

  private static List<String> trainStep(MlpDriver driver) throws CaseFailedException {
    Tensor matrix = Tensor.of(new int[] {1, 1}, new double[] {0.5});
    Tensor vector = Tensor.vector(0.5);
    Map<String, Tensor> returned = new LinkedHashMap<>();
    driver.run(
        new CaseRequest(
            1,
            "train-step",
            Map.of("f", "relu", "g", "identity", "loss", "bce"),
            Map.of(
                "W1", matrix, "b1", vector, "W2", matrix, "b2", vector, "x", matrix, "y", matrix)),
        returned);
    return List.copyOf(returned.keySet());
  }

  @Test
  void membersThatAreInheritedAreAccepted() throws CaseFailedException {
    // Of a class that is not public: what it declares is reached all the same.
    String network =
        SubmissionSources.MLP
            .replace("public class MLP", "class Network")
            .replace(CONSTRUCTOR, "")
            .replaceAll("public (enum|record) .*", "");
    String mlp =
        """
        package mlp;
        import org.apache.commons.math3.linear.*;
        public class MLP extends Network {
          public MLP(int in1, int out1, Activation f, int in2, int out2, Activation g) {}
        }
        """;
    SubmissionSources sources =
        new SubmissionSources(directory)
            .source("mlp/Network.java", network)
            .source("mlp/MLP.java", mlp);
    for (String type :
        List.of(
            "public enum Activation { RELU, SIGMOID, IDENTITY }",
            PARAMETERS_RECORD,
            GRADIENTS_RECORD,
            LOSS_RECORD)) {
      sources.source(
          "mlp/" + type.split("[ (]", -1)[2] + ".java",
          "package mlp; import org.apache.commons.math3.linear.*; " + type);
    }
    MlpDriver driver =
        new MlpDriver(new SubmissionClassLoader(sources.classFiles()), returned -> {});
    assertEquals(List.of(), driver.bind());
    assertEquals(7, trainStep(driver).size());
  }

  @Test
  void inheritedMembersOfAnotherTypeAreToldToo() {
    SubmissionSources sources =
        new SubmissionSources(directory)
            .source(
                "mlp/Base.java",
                "package mlp; public class Base { public double[] forward(double[] x) { return x; } }")
            .source(
                "mlp/MLP.java",
                mlpWith("public class MLP", "public class MLP extends Base")
                    .replace("public RealMatrix forward(RealMatrix x) { return x; }", ""));
    assertEquals(
        List.of(
            "expected public RealMatrix forward(RealMatrix), found public double[]"
                + " forward(double[])"),
        problems(sources));
  }

  @Test
  void noCodeOfTheSubmissionRunsWhenItIsBound() {
    String mlp =
        SubmissionSources.MLP.replace(
            CONSTRUCTOR, CONSTRUCTOR + " static { System.setProperty(\"mlp.ran\", \"yes\"); }");
    assertEquals(List.of(), problems(mlp));
    assertEquals(null, System.getProperty("mlp.ran"));
  }

  @Test
  void aJarWithoutTheClassIsToldSo() {
    assertEquals(
        List.of("the jar has no class mlp.MLP"),
        problems(
            new SubmissionSources(directory)
                .source("mlp/Other.java", "package mlp; class Other {}")));
  }

  @Test
  void aClassThatNeedsAnotherLibraryIsToldWhichOne() {
    String mlp =
        SubmissionSources.MLP.replace(CLEAR, CLEAR + " public lib.Tape tape() { return null; }");
    SubmissionSources sources =
        new SubmissionSources(directory)
            .source("mlp/MLP.java", mlp)
            .source("lib/Tape.java", "package lib; public class Tape {}")
            .without("lib/Tape.class");
    assertEquals(
        List.of(
            "mlp.MLP needs the class lib.Tape, which is not there: a submission has the JDK,"
                + " commons-math3 and its own classes"),
        problems(sources));
  }

  @Test
  void aJarWithoutTheClassesInsideOfMlpIsToldHowToBuildIt() {
    SubmissionSources sources =
        new SubmissionSources(directory)
            .source("mlp/MLP.java", SubmissionSources.MLP)
            .without("mlp/MLP$Activation.class");
    assertEquals(
        List.of(
            "mlp.MLP needs the class mlp.MLP$Activation, which the jar lacks; build the jar with"
                + " 'mvn package'"),
        problems(sources));
  }

  @Test
  void aClassFileThatIsNoneIsToldSo() {
    List<String> problems =
        problems(
            new SubmissionSources(directory)
                .entry("mlp/MLP.class", "not a class".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).contains("java.lang.ClassFormatError"), problems.get(0));
  }

  @Test
  void aClassThatPretendsToBeOfTheJdkIsAProblemOfTheSubmission() {
    String mlp =
        SubmissionSources.MLP.replace(CLEAR, CLEAR + " public jaba.Fake fake() { return null; }");
    SubmissionSources sources =
        new SubmissionSources(directory)
            .source("mlp/MLP.java", mlp)
            .source("jaba/Fake.java", "package jaba; public class Fake {}")
            .classes(bytes -> replace(bytes, "jaba/Fake", "java/Fake"))
            .entry("java/Fake.class", new byte[0]);
    List<String> problems = problems(sources);
    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).startsWith("mlp.MLP cannot be loaded")
            && problems.get(0).contains("java.lang.SecurityException"),
        problems.get(0));
  }

  private static byte[] replace(byte[] bytes, String original, String replacement) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace(original, replacement)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
