package grader.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.intake.ClassFile;
import grader.intake.Submission;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped policy finds, and what it leaves alone. */
class PolicyScannerTest {
  private static Set<String> rulesBroken(List<ClassFile> classes) {
    return ShippedPolicy.scan(classes).stream().map(Violation::rule).collect(Collectors.toSet());
  }

  /** What the policy forbids, beside what looks like it and is free. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exit | System.exit(0); return null; | return System.lineSeparator();",
        "exit | IntConsumer f = System::exit; return f; | IntConsumer f = System.out::println; return f;",
        "processes | return Runtime.getRuntime().availableProcessors(); | return Math.max(1, 2);",
        "processes | return new ProcessBuilder(\"sh\").start(); | return new StringBuilder(\"sh\").append(1);",
        "processes | return ProcessHandle.current().pid(); | return System.nanoTime();",
        "reflection | return Class.forName(\"mlp.MLP\"); | return x.getClass().getName();",
        "reflection | return getClass().getDeclaredFields(); | return getClass().getSimpleName();",
        "reflection | return java.lang.invoke.MethodHandles.lookup(); | Supplier<Object> s = Object::new; return s.get();",
        "class-loaders | return getClass().getClassLoader(); | return getClass().isInstance(x);",
        "class-loaders | return ServiceLoader.load(Runnable.class); | return List.of(1).iterator();",
        "native-code | System.loadLibrary(\"fast\"); return null; | return System.identityHashCode(x);",
        "native-code | return java.nio.ByteBuffer.allocateDirect(8); | return java.nio.ByteBuffer.allocate(8);",
        "files | return new java.io.File(\"x\"); | return new java.io.StringReader(\"x\");",
        "files | return java.nio.file.Files.readString(java.nio.file.Path.of(\"x\")); | return \"x\".lines().toList();",
        "files | return new java.io.PrintStream(\"x\"); | return new java.io.PrintStream(System.out);",
        "files | return new Scanner(new java.io.File(\"x\")); | return new Scanner(\"1 2\").nextInt();",
        "network | return new java.net.Socket(\"localhost\", 1); | return \"localhost\".hashCode();",
        "threads | new Thread(() -> {}).start(); return null; | new Random(1).nextGaussian(); return null;",
        "threads | return List.of(1).parallelStream().count(); | return List.of(1).stream().count();",
        "threads | return IntStream.range(0, 9).parallel().sum(); | return IntStream.range(0, 9).sum();",
        "threads | return java.util.stream.StreamSupport.stream(List.of(1).spliterator(), true).count(); | return List.of(1).spliterator().estimateSize();",
        "threads | return java.util.concurrent.Executors.newCachedThreadPool(); | return new java.util.concurrent.atomic.AtomicInteger();",
        "serialization | return new java.io.ObjectOutputStream(System.out); | return new java.io.ByteArrayOutputStream();",
        "surroundings | System.setOut(null); return null; | System.out.printf(\"%s%n\", x); return null;",
        "surroundings | return System.getenv(\"HOME\"); | return System.getProperty(\"java.version\");",
        "surroundings | Locale.setDefault(Locale.US); return null; | return String.format(Locale.US, \"%f\", 1.0);",
        "differentiation | return new org.apache.commons.math3.analysis.differentiation.DerivativeStructure(1, 1, 0, 2.0); | return new Sigmoid().value(2.0);",
        "differentiation | return new Sigmoid().derivative(); | return x.getRowVector(0).map(new Sigmoid());",
        "differentiation | return new Logistic.Parametric().gradient(1, 1, 1, 1, 1, 1, 1); | return new Logistic.Parametric().value(1, 1, 1, 1, 1, 1, 1);",
        "differentiation | return new org.apache.commons.math3.analysis.polynomials.PolynomialFunction(new double[] {1, 2}).polynomialDerivative(); | return new org.apache.commons.math3.analysis.polynomials.PolynomialFunction(new double[] {1, 2}).value(3);",
      })
  void eachBlockedAbilityHasATwinThatIsFree(String rule, String blocked, String free) {
    assertTrue(rulesBroken(Sources.withBody(blocked)).contains(rule), blocked);
    assertEquals(List.of(), ShippedPolicy.scan(Sources.withBody(free)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Function<Double, Double> f = v -> v * 2; return f.andThen(Math::abs).apply(1.0);",
        "return \"a\" + x + 1;",
        "record Pair(RealMatrix a, double b) {} return new Pair(x, 1).equals(new Pair(x, 2)) + new Pair(x, 3).toString();",
        "enum F { A { double of(double v) { return v; } }; abstract double of(double v); } return F.valueOf(\"A\").of(1) + F.values().length;",
        "switch (x.toString()) { case \"a\": return 1; default: return 2; }",
        "int[] a = {1, 2}; int[] b = a.clone(); Arrays.sort(b); return b;",
        "try { return x.multiply(x); } catch (RuntimeException e) { throw new IllegalStateException(e.getMessage(), e); } finally { System.err.println(); }",
        "return DoubleStream.of(1, 2).map(Math::exp).boxed().collect(Collectors.toList());",
        "return new Comparator<Double>() { public int compare(Double a, Double b) { return Double.compare(a, b); } };",
        "return x.walkInOptimizedOrder(new DefaultRealMatrixChangingVisitor() { public double visit(int i, int j, double v) { return v; } });",
        "return new ArrayRealVector(3).mapToSelf(v -> 1 / (1 + Math.exp(-v)));",
        "synchronized (this) { assert x != null; return MatrixUtils.createRealIdentityMatrix(3); }",
      })
  void whatJavacEmitsForOrdinaryCodeIsFree(String body) {
    assertEquals(List.of(), ShippedPolicy.scan(Sources.withBody(body)));
  }

  @Test
  void aViolationSaysWhereWhatAndWhy() {
    List<Violation> violations =
        ShippedPolicy.scan(
            Sources.compile(
                Map.of(
                    "mlp/MLP.java",
                    """
                    package mlp;

                    public class MLP {
                      static class Inner {
                        void f() {
                          System.exit(1);
                          System.exit(2);
                        }
                      }
                    }
                    """)));
    assertEquals(
        List.of(
            "mlp/MLP.java:6: java.lang.System#exit(int): The grader ends the process; return from"
                + " your methods, or throw an exception.",
            "mlp/MLP.java:7: java.lang.System#exit(int): The grader ends the process; return from"
                + " your methods, or throw an exception."),
        violations.stream().map(Violation::message).toList());
    assertEquals(
        new Violation(
            "exit",
            "The grader ends the process; return from your methods, or throw an exception.",
            "java.lang.System#exit(int)",
            "mlp.MLP$Inner",
            "mlp/MLP.java",
            6),
        violations.get(0));
  }

  @Test
  void aMemberThatIsReachedThroughASubclassIsFound() {
    List<ClassFile> classes =
        Sources.compile(
            Map.of(
                "mlp/MLP.java",
                "package mlp; public class MLP { Object f(Bag bag) { return bag.parallelStream(); } }",
                "mlp/Bag.java",
                "package mlp; class Bag extends java.util.ArrayList<String> {}"));
    assertEquals(Set.of("threads"), rulesBroken(classes));
  }

  /** JVMS 4.7.16.1: a value of an annotation may be an annotation, as deep as one likes. */
  @Test
  void aClassWithAnnotationsWithoutEndIsRefusedAndNoFaultOfTheGraders() throws Exception {
    ByteArrayOutputStream annotations = new ByteArrayOutputStream();
    DataOutputStream values = new DataOutputStream(annotations);
    values.writeShort(1);
    for (int depth = 0; depth < 500_000; depth++) {
      // Its type, and one value: named, and again an annotation.
      values.writeShort(6);
      values.writeShort(1);
      values.writeShort(7);
      values.writeByte('@');
    }
    values.writeShort(6);
    values.writeShort(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(bytes);
    file.writeInt(0xCAFEBABE);
    file.writeInt(61);
    file.writeShort(8);
    for (String text : List.of("mlp/MLP", "java/lang/Object")) {
      file.writeByte(1);
      file.writeUTF(text);
    }
    for (int name : List.of(1, 2)) {
      file.writeByte(7);
      file.writeShort(name);
    }
    for (String text : List.of("RuntimeVisibleAnnotations", "Lmlp/A;", "value")) {
      file.writeByte(1);
      file.writeUTF(text);
    }
    // Public; itself, its superclass; no interfaces, fields, methods; one attribute.
    for (int number : List.of(1, 3, 4, 0, 0, 0, 1, 5)) {
      file.writeShort(number);
    }
    file.writeInt(annotations.size());
    annotations.writeTo(file);
    Path folder = Files.createTempDirectory("annotations");
    Path classFile = Files.write(folder.resolve("MLP.class"), bytes.toByteArray());
    try {
      List<ClassFile> classes = Submission.ofClassFiles(List.of(classFile)).classes();
      PolicyScanner scanner = new PolicyScanner("policy.txt", ShippedPolicy.POLICY);
      assertThrows(UnreadableClassException.class, () -> scanner.scan(classes));
    } finally {
      Files.delete(classFile);
      Files.delete(folder);
    }
  }

  /** Nothing of the JDK's is named there. */
  @Test
  void aNativeMethodIsFoundByItsDeclaration() {
    List<ClassFile> classes =
        Sources.compile(
            Map.of(
                "mlp/MLP.java",
                "package mlp; public class MLP { static int f() { return 1; } native void g(int x); }"));
    assertEquals(
        List.of("native method mlp.MLP#g"),
        ShippedPolicy.scan(classes).stream().map(Violation::found).toList());
    assertEquals(Set.of("native-code"), rulesBroken(classes));
    assertFalse(new CleanReferences(ShippedPolicy.POLICY).areCertain(classes));
  }

  @Test
  void anAnnotationThatWouldSilenceTheScannerIsFoundItself() {
    List<ClassFile> classes =
        Sources.compile(
            Map.of(
                "mlp/MLP.java",
                "package mlp; @de.thetaphi.forbiddenapis.SuppressForbidden public class MLP {"
                    + " static { System.exit(0); } }"));
    assertEquals(Set.of("suppression"), rulesBroken(classes));
  }

  @Test
  void aPolicyThatNamesWhatDoesNotExistIsToldByLineAndColumn() throws InvalidPolicyException {
    Policy policy =
        PolicyReader.read(
            "policy.txt",
            """
            rule a: A.
            java.lang.Sistem
            java.lang.Sistem#exit(int)
            java.lang.System#exti(int)
            java.lang.System#exit(long)
              java.lang.System#outt
            java.nett.**
            org.apache.commons.math3.linaer.*
            optional java.lang.Sistem
            optional java.nett.**
            org.nd4j.**
            java.net.**
            java.lang.System#exit(int)
            """
                .getBytes(UTF_8));
    assertEquals(
        List.of(
            "policy.txt:2:1: there is no class java.lang.Sistem",
            "policy.txt:3:1: there is no class java.lang.Sistem",
            "policy.txt:4:18: java.lang.System has no member exti(int)",
            "policy.txt:5:18: java.lang.System has no member exit(long)",
            "policy.txt:6:20: java.lang.System has no member outt",
            "policy.txt:7:1: neither the JDK nor commons-math3 has a package for java.nett.**",
            "policy.txt:8:1: neither the JDK nor commons-math3 has a package for"
                + " org.apache.commons.math3.linaer.*"),
        assertThrows(InvalidPolicyException.class, () -> new PolicyScanner("policy.txt", policy))
            .problems());
  }
}
