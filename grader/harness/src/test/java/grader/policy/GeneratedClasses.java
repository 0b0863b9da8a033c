package grader.policy;

import de.thetaphi.forbiddenapis.asm.ClassWriter;
import de.thetaphi.forbiddenapis.asm.Handle;
import de.thetaphi.forbiddenapis.asm.Label;
import de.thetaphi.forbiddenapis.asm.MethodVisitor;
import de.thetaphi.forbiddenapis.asm.Opcodes;
import de.thetaphi.forbiddenapis.asm.Type;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Class files that no compiler makes, and no JVM would run: two classes of a submission, one of
 * which extends the other, that refer to all kinds of things in all the ways there are.
 */
final class GeneratedClasses {
  /** Used by ordinary solutions, though some of their members are forbidden. */
  private static final List<Class<?>> FREE =
      List.of(
          Object.class,
          String.class,
          Math.class,
          System.class,
          Class.class,
          Integer.class,
          RuntimeException.class,
          java.util.ArrayList.class,
          java.util.Arrays.class,
          java.util.Collection.class,
          java.util.HashSet.class,
          java.util.Locale.class,
          java.util.Random.class,
          java.util.Scanner.class,
          java.util.stream.DoubleStream.class,
          java.util.stream.Stream.class,
          java.io.PrintStream.class,
          org.apache.commons.math3.analysis.function.Sigmoid.class,
          org.apache.commons.math3.analysis.function.Logistic.Parametric.class,
          org.apache.commons.math3.linear.Array2DRowRealMatrix.class,
          org.apache.commons.math3.linear.ArrayRealVector.class,
          org.apache.commons.math3.linear.MatrixUtils.class);

  /** Forbidden themselves, or only what they extend. */
  private static final List<Class<?>> NOT_FREE =
      List.of(
          Thread.class,
          Runtime.class,
          ClassLoader.class,
          java.io.File.class,
          java.io.ObjectInputStream.class,
          java.lang.reflect.Method.class,
          java.net.URLClassLoader.class,
          java.security.SecureClassLoader.class,
          java.util.Timer.class,
          java.util.PropertyResourceBundle.class,
          java.util.concurrent.ForkJoinWorkerThread.class,
          java.util.concurrent.ScheduledThreadPoolExecutor.class,
          org.apache.commons.math3.analysis.differentiation.DerivativeStructure.class,
          org.apache.commons.math3.analysis.polynomials.PolynomialFunction.class);

  private static final List<Class<?>> INTERFACES =
      List.of(
          Runnable.class,
          Comparable.class,
          java.util.Collection.class,
          java.util.concurrent.Executor.class,
          java.util.function.DoubleUnaryOperator.class,
          org.apache.commons.math3.analysis.UnivariateFunction.class,
          org.apache.commons.math3.analysis.differentiation.UnivariateDifferentiableFunction.class);

  private final Random random;

  GeneratedClasses(Random random) {
    this.random = random;
  }

  /** Two class files by their internal names. */
  Map<String, byte[]> next(String folder) {
    String base = folder + "Base";
    String derived = folder + "Derived";
    // Most of them from Object: ordinary classes are what the shortcut is for.
    Class<?> superclass = random.nextInt(3) == 0 ? any() : Object.class;
    Class<?> inherited = random.nextBoolean() ? superclass : one(INTERFACES);
    ClassWriter first =
        begin(
            base,
            Type.getInternalName(superclass),
            inherited.isInterface()
                ? new String[] {Type.getInternalName(inherited)}
                : new String[0]);
    if (random.nextInt(4) == 0) {
      Class<?> type = any();
      first.visitField(Opcodes.ACC_PUBLIC, "field", Type.getDescriptor(type), null, null);
    }
    // Named like something forbidden, and the submission's own.
    MethodVisitor own = first.visitMethod(Opcodes.ACC_PUBLIC, "derivative", "()V", null, null);
    body(own, derived, inherited);
    ClassWriter second = begin(derived, base);
    String parameter = random.nextInt(4) == 0 ? Type.getDescriptor(any()) : "I";
    MethodVisitor method =
        second.visitMethod(Opcodes.ACC_PUBLIC, "f", "(" + parameter + ")V", null, null);
    if (random.nextInt(8) == 0) {
      method.visitAnnotation(Type.getDescriptor(any()), true);
    }
    body(method, derived, inherited);
    first.visitEnd();
    second.visitEnd();
    return Map.of(base, first.toByteArray(), derived, second.toByteArray());
  }

  private static ClassWriter begin(String name, String superclass, String... interfaces) {
    ClassWriter out = new ClassWriter(0);
    out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superclass, interfaces);
    return out;
  }

  private void body(MethodVisitor code, String own, Class<?> inherited) {
    code.visitCode();
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, own, "derivative", "()V", false);
    for (int i = random.nextInt(3); i >= 0; i--) {
      instruction(code, own, inherited);
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void instruction(MethodVisitor code, String own, Class<?> inherited) {
    Class<?> type = any();
    String name = Type.getInternalName(type);
    switch (random.nextInt(9)) {
      case 0 -> call(code, name, type);
      case 1 -> call(code, own, inherited);
      case 2 -> reference(code, name, type);
      case 3 -> code.visitTypeInsn(Opcodes.ANEWARRAY, name);
      case 4 -> code.visitTypeInsn(Opcodes.CHECKCAST, name);
      case 5 -> code.visitLdcInsn(Type.getType(type));
      case 6 -> code.visitMultiANewArrayInsn("[[" + Type.getDescriptor(type), 2);
      case 7 -> {
        Label start = new Label();
        Label end = new Label();
        code.visitTryCatchBlock(start, end, end, name);
        code.visitLabel(start);
        code.visitInsn(Opcodes.NOP);
        code.visitLabel(end);
      }
      default -> {
        Constructor<?>[] constructors = type.getConstructors();
        if (constructors.length > 0) {
          code.visitMethodInsn(
              Opcodes.INVOKESPECIAL,
              name,
              "<init>",
              Type.getConstructorDescriptor(constructors[random.nextInt(constructors.length)]),
              false);
        }
      }
    }
  }

  /** A member of the type, through a class that has it or inherits it. */
  private void call(MethodVisitor code, String owner, Class<?> type) {
    Method[] methods = type.getMethods();
    if (methods.length > 0) {
      Method method = methods[random.nextInt(methods.length)];
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, owner, method.getName(), Type.getMethodDescriptor(method), false);
    }
  }

  private void reference(MethodVisitor code, String owner, Class<?> type) {
    Method[] methods = type.getMethods();
    if (methods.length > 0) {
      Method method = methods[random.nextInt(methods.length)];
      code.visitInvokeDynamicInsn(
          "apply",
          "()Ljava/util/function/Function;",
          new Handle(
              Opcodes.H_INVOKESTATIC,
              "java/lang/invoke/LambdaMetafactory",
              "metafactory",
              "()Ljava/lang/invoke/CallSite;",
              false),
          new Handle(
              Opcodes.H_INVOKEVIRTUAL,
              owner,
              method.getName(),
              Type.getMethodDescriptor(method),
              false));
    }
  }

  private Class<?> any() {
    return one(random.nextInt(10) == 0 ? NOT_FREE : FREE);
  }

  private Class<?> one(List<Class<?>> types) {
    return types.get(random.nextInt(types.size()));
  }
}
