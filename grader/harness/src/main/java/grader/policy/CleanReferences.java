package grader.policy;

import grader.intake.ClassFile;
import grader.intake.ClassFile.InvalidClassFileException;
import grader.intake.References;
import grader.intake.References.Member;
import grader.policy.Policy.Rule;
import grader.policy.Policy.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees at once that an ordinary solution breaks no rule, so that forbiddenapis, which takes as long
 * as a whole run, need not be asked. It never says "clean" of what forbiddenapis would report; the
 * rest it leaves to it.
 *
 * <p>Why that holds: forbiddenapis reports a class that a class file names or one that such a class
 * extends or implements, and a member by the name that it is referred to. So it is enough that all
 * classes named are of packages whose public classes have no forbidden ancestor (a test looks at
 * each of them; others cannot be linked to), that none is forbidden itself, and that no name of a
 * member stands in a rule. A member of the submission's own class may be named like one in a rule,
 * unless that class inherits from something that a rule is about. Constants made by code, which
 * forbiddenapis does not look into, are not clean, and neither are native methods.
 */
final class CleanReferences {
  private static final String CONSTRUCTOR = "<init>";

  /** Of these, no class that is not forbidden itself has a forbidden ancestor. */
  static final Set<String> PACKAGES =
      Set.of(
          "java/io",
          "java/lang",
          "java/math",
          "java/text",
          "java/util",
          "java/util/function",
          "java/util/stream",
          "org/apache/commons/math3/analysis",
          "org/apache/commons/math3/analysis/function",
          "org/apache/commons/math3/exception",
          "org/apache/commons/math3/exception/util",
          "org/apache/commons/math3/linear",
          "org/apache/commons/math3/stat",
          "org/apache/commons/math3/stat/descriptive",
          "org/apache/commons/math3/util");

  /** What javac itself refers to, for lambdas, records, switches and strings. */
  static final Set<String> CLASSES =
      Set.of(
          "java/lang/invoke/LambdaMetafactory",
          "java/lang/invoke/MethodHandles",
          "java/lang/invoke/MethodHandles$Lookup",
          "java/lang/invoke/StringConcatFactory",
          "java/lang/runtime/ObjectMethods",
          "java/lang/runtime/SwitchBootstraps");

  /** Ancestors from which nothing is inherited that a rule is about. */
  static final Set<String> PLAIN_ANCESTORS =
      Set.of(
          "java/lang/Comparable",
          "java/lang/Enum",
          "java/lang/Object",
          "java/lang/Record",
          "java/lang/RuntimeException",
          "java/util/function/DoubleBinaryOperator",
          "java/util/function/DoubleUnaryOperator",
          "java/util/function/Function",
          "java/util/function/UnaryOperator",
          "org/apache/commons/math3/analysis/UnivariateFunction");

  private final Set<String> forbiddenClasses = new HashSet<>();
  private final List<String> forbiddenPrefixes = new ArrayList<>();
  private final Set<String> forbiddenMembers = new HashSet<>();

  /** Classes of which constructors are forbidden, which nobody inherits. */
  private final Set<String> forbiddenConstructors = new HashSet<>();

  CleanReferences(Policy policy) {
    for (Rule rule : policy.rules()) {
      for (Signature signature : rule.signatures()) {
        if (CONSTRUCTOR.equals(signature.member())) {
          forbiddenConstructors.add(signature.type().replace('.', '/'));
        } else if (signature.member() != null) {
          forbiddenMembers.add(signature.member());
        } else if (signature.isPattern()) {
          forbiddenPrefixes.add(signature.prefix().replace('.', '/'));
        } else {
          forbiddenClasses.add(signature.type().replace('.', '/'));
        }
      }
    }
  }

  /** Whether it is certain that these classes, which are all of a submission, break no rule. */
  boolean areCertain(List<ClassFile> classes) {
    Map<String, References> own = new HashMap<>();
    try {
      for (ClassFile each : classes) {
        own.put(each.name(), each.references());
      }
    } catch (InvalidClassFileException e) {
      return false;
    }
    for (References references : own.values()) {
      if (!areCertain(references, own)) {
        return false;
      }
    }
    return true;
  }

  private boolean areCertain(References references, Map<String, References> own) {
    if (references.hasDynamicConstant() || !references.nativeMethods().isEmpty()) {
      return false;
    }
    for (String type : references.types()) {
      if (isForbidden(type) || !(own.containsKey(type) || isKnown(type))) {
        return false;
      }
    }
    for (Member member : references.members()) {
      if (member.name().equals(CONSTRUCTOR) && forbiddenConstructors.contains(member.owner())) {
        return false;
      }
      if (forbiddenMembers.contains(member.name()) && !inheritsPlainly(member.owner(), own)) {
        return false;
      }
    }
    return true;
  }

  boolean isForbidden(String type) {
    if (forbiddenClasses.contains(type)) {
      return true;
    }
    for (String prefix : forbiddenPrefixes) {
      if (type.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKnown(String type) {
    int end = type.lastIndexOf('/');
    return (end >= 0 && PACKAGES.contains(type.substring(0, end))) || CLASSES.contains(type);
  }

  /** Whether it is one of the submission's own classes, and all it inherits from is plain. */
  private static boolean inheritsPlainly(String type, Map<String, References> own) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(type));
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      References references = own.get(next);
      if (references == null) {
        if (next.equals(type) || !PLAIN_ANCESTORS.contains(next)) {
          return false;
        }
      } else if (seen.add(next)) {
        if (references.superclass() != null) {
          open.add(references.superclass());
        }
        open.addAll(references.interfaces());
      }
    }
    return true;
  }
}
