package grader.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import de.thetaphi.forbiddenapis.asm.ClassWriter;
import de.thetaphi.forbiddenapis.asm.ConstantDynamic;
import de.thetaphi.forbiddenapis.asm.Handle;
import de.thetaphi.forbiddenapis.asm.MethodVisitor;
import de.thetaphi.forbiddenapis.asm.Opcodes;
import grader.intake.ClassFile;
import grader.policy.Policy.Rule;
import grader.policy.Policy.Signature;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.RealMatrix;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shortcut never says "clean" of what forbiddenapis would report: its premises hold on this
 * JDK, and so does its conclusion, on all submissions of the repository and on thousands of
 * generated classes.
 */
class CleanReferencesTest {
  private static final CleanReferences REFERENCES = new CleanReferences(ShippedPolicy.POLICY);
  private static final Path SUBMISSIONS =
      ShippedPolicy.FILE.resolveSibling("../../tests/submissions").normalize();
  private static final int GENERATED = 3000;

  @Test
  void theShippedPolicyIsTheOneThatIsKnownAndNamesOnlyWhatExists() throws InvalidPolicyException {
    assertEquals(ShippedPolicy.POLICY.sha256(), SubmissionPolicy.KNOWN_SHA256);
    new PolicyScanner("policy.txt", ShippedPolicy.POLICY);
  }

  // --- The premises ------------------------------------------------------------------------------

  /** The classes of the known packages, in the JDK that runs this and in commons-math3. */
  private static Set<String> knownClasses() throws IOException {
    Set<String> classes = new TreeSet<>(CleanReferences.CLASSES);
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    URI math =
        URI.create("jar:" + RealMatrix.class.getProtectionDomain().getCodeSource().getLocation());
    try (FileSystem jar = FileSystems.newFileSystem(math, Map.of())) {
      for (String name : CleanReferences.PACKAGES) {
        Path folder = jdk.getPath("/modules/java.base", name);
        try (Stream<Path> files = Files.list(Files.exists(folder) ? folder : jar.getPath(name))) {
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
              .forEach(file -> classes.add(name + "/" + file.replace(".class", "")));
        }
      }
    }
    return classes;
  }

  private static Set<String> ancestors(@Nullable Class<?> type) {
    Set<String> ancestors = new TreeSet<>();
    if (type != null) {
      ancestors.add(type.getName().replace('.', '/'));
      ancestors.addAll(ancestors(type.getSuperclass()));
      for (Class<?> each : type.getInterfaces()) {
        ancestors.addAll(ancestors(each));
      }
    }
    return ancestors;
  }

  private static Class<?> load(String internalName) {
    try {
      return Class.forName(
          internalName.replace('/', '.'), false, CleanReferencesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void noClassOfTheKnownPackagesHasAForbiddenAncestor() throws IOException {
    Map<String, Set<String>> wrong = new TreeMap<>();
    int looked = 0;
    for (String name : knownClasses()) {
      Class<?> type = load(name);
      boolean isAccessible = (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
      // To all others no class of another package can be linked.
      if (isAccessible && !REFERENCES.isForbidden(name)) {
        looked++;
        Set<String> forbidden = ancestors(type);
        forbidden.removeIf(each -> !REFERENCES.isForbidden(each));
        if (!forbidden.isEmpty()) {
          wrong.put(name, forbidden);
        }
      }
    }
    assertEquals(Map.of(), wrong);
    assertTrue(looked > 500, "only " + looked);
  }

  @Test
  void fromPlainAncestorsNothingIsInheritedThatARuleIsAbout() {
    Set<String> ofRules = new TreeSet<>();
    for (Rule rule : ShippedPolicy.POLICY.rules()) {
      for (Signature signature : rule.signatures()) {
        if (signature.member() != null) {
          ofRules.add(signature.type().replace('.', '/'));
        }
      }
    }
    for (String plain : CleanReferences.PLAIN_ANCESTORS) {
      Set<String> inherited = ancestors(load(plain));
      inherited.retainAll(ofRules);
      assertEquals(Set.of(), inherited, plain);
    }
  }

  // --- The conclusion ----------------------------------------------------------------------------

  static List<String> submissions() throws IOException {
    return submissions(false);
  }

  static List<String> wrongSubmissions() throws IOException {
    return submissions(true);
  }

  private static List<String> submissions(boolean areWrong) throws IOException {
    try (Stream<Path> folders = Files.list(SUBMISSIONS)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("wrong-") == areWrong)
          .sorted()
          .toList();
    }
  }

  /** Attacks, and what looks like one and is allowed, use what {@code hostile-nothing} shares. */
  private static List<ClassFile> classesOf(String name) {
    return Sources.ofFolder(SUBMISSIONS.resolve(name), SUBMISSIONS.resolve("hostile-nothing"));
  }

  /** The names are those that right ones use, too. */
  @ParameterizedTest
  @Tag("evidence")
  @MethodSource("wrongSubmissions")
  void wrongSubmissionsOfTheRepository(String name) {
    List<ClassFile> classes = classesOf(name);
    assertEquals(List.of(), ShippedPolicy.scan(classes).stream().map(Violation::rule).toList());
  }

  /** Those that are right are never blocked; attacks break the rule that they name. */
  @ParameterizedTest
  @Tag("long")
  @MethodSource("submissions")
  void submissionsOfTheRepository(String name) throws IOException {
    List<ClassFile> classes = classesOf(name);
    Set<String> broken =
        ShippedPolicy.scan(classes).stream().map(Violation::rule).collect(Collectors.toSet());
    assertFalse(REFERENCES.areCertain(classes) && !broken.isEmpty());
    if (name.startsWith("correct-")) {
      assertEquals(Set.of(), broken);
    }
    JsonElement rule =
        JsonParser.parseString(Files.readString(SUBMISSIONS.resolve(name + "/expected.json")))
            .getAsJsonObject()
            .get("policy");
    if (rule != null) {
      assertTrue(broken.contains(rule.getAsString()), () -> rule + " is not among " + broken);
    }
  }

  @Test
  @Tag("long")
  void nearlyEveryRightSubmissionIsCertainAtOnce() throws IOException {
    List<String> slow =
        submissions().stream()
            .filter(name -> name.startsWith("correct-") && !name.startsWith("correct-allowed-"))
            .filter(name -> !REFERENCES.areCertain(classesOf(name)))
            .toList();
    assertEquals(List.of(), slow);
  }

  @Test
  void everySignatureIsNoticed() throws IOException {
    for (Rule rule : ShippedPolicy.POLICY.rules()) {
      for (Signature signature : rule.signatures()) {
        String type = signature.prefix().replace('.', '/');
        ClassWriter out = begin("mlp/MLP", "java/lang/Object");
        MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, "f", "()V", null, null);
        if (signature.member() == null) {
          code.visitTypeInsn(Opcodes.ANEWARRAY, signature.isPattern() ? type + "X" : type);
        } else {
          code.visitMethodInsn(Opcodes.INVOKESTATIC, type, signature.member(), "()V", false);
        }
        assertFalse(REFERENCES.areCertain(classes(out)), signature.text());
      }
    }
  }

  @Test
  void aConstantThatIsMadeByCodeIsLookedInto() {
    ClassWriter out = begin("mlp/MLP", "java/lang/Object");
    MethodVisitor code = out.visitMethod(Opcodes.ACC_STATIC, "f", "()V", null, null);
    Handle exit = new Handle(Opcodes.H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
    code.visitLdcInsn(
        new ConstantDynamic(
            "c",
            "Ljava/lang/Object;",
            new Handle(Opcodes.H_INVOKESTATIC, "mlp/MLP", "f", "()V", false),
            exit,
            3));
    List<ClassFile> classes = classes(out);
    assertFalse(REFERENCES.areCertain(classes));
    assertEquals(
        List.of("exit"), ShippedPolicy.scan(classes).stream().map(Violation::rule).toList());
  }

  /**
   * Classes that mix what is free and what is not: ancestors, members reached through subclasses
   * and own classes, arrays, types of fields and methods, method references, annotations, catches.
   */
  @Test
  void generatedClasses() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("mlp/MLP", bytes(begin("mlp/MLP", "java/lang/Object")));
    GeneratedClasses generated = new GeneratedClasses(new Random(20261123));
    for (int i = 0; i < GENERATED; i++) {
      files.putAll(generated.next("g" + i + "/"));
    }
    Map<String, List<ClassFile>> classes =
        Sources.read(files).stream()
            .collect(Collectors.groupingBy(each -> folder(each.name(), '/')));
    // In one go: forbiddenapis takes its time to begin.
    Set<String> violating =
        ShippedPolicy.scan(classes.values().stream().flatMap(List::stream).toList()).stream()
            .map(violation -> folder(violation.className(), '.'))
            .collect(Collectors.toSet());
    Set<String> certain =
        classes.keySet().stream()
            .filter(folder -> REFERENCES.areCertain(classes.getOrDefault(folder, List.of())))
            .collect(Collectors.toSet());
    Set<String> overlooked = new TreeSet<>(certain);
    overlooked.retainAll(violating);
    assertEquals(Set.of(), overlooked);
    // Both kinds are among them: the assertion above had a chance to fail.
    assertTrue(certain.size() > GENERATED / 10, "certain: " + certain.size());
    assertTrue(violating.size() > GENERATED / 10, "violating: " + violating.size());
  }

  private static String folder(String name, char separator) {
    return name.substring(0, name.indexOf(separator));
  }

  private static ClassWriter begin(String name, String superclass, String... interfaces) {
    ClassWriter out = new ClassWriter(0);
    out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superclass, interfaces);
    return out;
  }

  private static List<ClassFile> classes(ClassWriter mlp) {
    return Sources.read(Map.of("mlp/MLP", bytes(mlp)));
  }

  private static byte[] bytes(ClassWriter out) {
    out.visitEnd();
    return out.toByteArray();
  }
}
