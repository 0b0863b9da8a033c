package grader.intake;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a class file names, and possibly more: what stands in its constant pool, used or
 * not.
 *
 * @param superclass null for {@code java/lang/Object} alone
 * @param interfaces that it implements or extends itself
 * @param types named as a class, by a member that is declared here, by an annotation, or by a
 *     method type
 * @param members of any class, read, written, called or taken as a method reference
 * @param methodHandles those of the members that are constants of their own
 * @param hasDynamicConstant whether a constant is computed by code (JVMS 4.4.10), which javac uses
 *     in few places, and not before Java 21
 * @param nativeMethods the names of methods declared here whose code is not Java's
 */
public record References(
    @Nullable String superclass,
    List<String> interfaces,
    Set<String> types,
    List<Member> members,
    List<Member> methodHandles,
    boolean hasDynamicConstant,
    List<String> nativeMethods) {
  public References {
    interfaces = List.copyOf(interfaces);
    nativeMethods = List.copyOf(nativeMethods);
  }

  /**
   * A field or method as it is referred to. Names are internal.
   *
   * @param owner the class, interface or array through which it is reached
   */
  public record Member(String owner, String name) {}
}
