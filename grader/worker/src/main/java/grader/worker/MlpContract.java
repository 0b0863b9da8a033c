package grader.worker;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * The members of {@code mlp.MLP} that a homework must have, found by name and type.
 *
 * <p>The value types are recognised by what they are, not by where they stand: a record with these
 * components, an enum with these constants. No class of the submission is initialised here.
 */
record MlpContract(
    Constructor<?> constructor,
    Class<?> activation,
    Field parameters,
    Constructor<?> newParameters,
    List<Method> parameterAccessors,
    Field grads,
    List<Method> gradients,
    Method forward,
    Method backward,
    Method clearGradAndCache,
    LossMethod mseLoss,
    LossMethod bceLoss) {

  /** A static loss function and the components of the record that it returns. */
  record LossMethod(Method method, Method value, Method gradient) {}

  /** Gradients in the order of the parameters W1, b1, W2, b2. */
  static final List<String> GRADIENT_NAMES = List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");

  /** Parameters in the order of the record. */
  static final List<String> PARAMETER_NAMES = List.of("W1", "b1", "W2", "b2");

  private static final List<Class<?>> PARAMETER_TYPES =
      List.of(RealMatrix.class, RealVector.class, RealMatrix.class, RealVector.class);
  private static final List<String> ACTIVATIONS = List.of("RELU", "SIGMOID", "IDENTITY");

  /** Either the contract, or one sentence per thing that is missing or differs. */
  record Binding(@Nullable MlpContract contract, List<String> problems) {}

  static Binding bind(Class<?> mlp) {
    return new Binder(mlp).bind();
  }

  private static final class Binder {
    private final Class<?> mlp;
    private final List<String> problems = new ArrayList<>();

    Binder(Class<?> mlp) {
      this.mlp = mlp;
    }

    Binding bind() {
      if (!Modifier.isPublic(mlp.getModifiers()) || Modifier.isAbstract(mlp.getModifiers())) {
        problems.add("mlp.MLP must be a public class that is not abstract");
      }
      Constructor<?> constructor = constructor();
      Field parameters = field("parameters", "Parameters");
      Constructor<?> newParameters = parameters == null ? null : newParameters(parameters);
      List<Method> parameterAccessors =
          newParameters == null
              ? null
              : components(newParameters.getDeclaringClass(), PARAMETER_NAMES, PARAMETER_TYPES);
      Field grads = field("grads", "Gradients");
      List<Method> gradients = grads == null ? List.of() : gradients(grads);
      Method forward = method(RealMatrix.class, "forward", RealMatrix.class);
      Method backward = method(void.class, "backward", RealMatrix.class);
      Method clear = method(void.class, "clearGradAndCache");
      LossMethod mseLoss = lossMethod("mseLoss");
      LossMethod bceLoss = lossMethod("bceLoss");
      if (!problems.isEmpty()
          || constructor == null
          || parameters == null
          || newParameters == null
          || parameterAccessors == null
          || grads == null
          || forward == null
          || backward == null
          || clear == null
          || mseLoss == null
          || bceLoss == null) {
        return new Binding(null, problems);
      }
      return new Binding(
          new MlpContract(
              constructor,
              constructor.getParameterTypes()[2],
              parameters,
              newParameters,
              parameterAccessors,
              grads,
              gradients,
              forward,
              backward,
              clear,
              mseLoss,
              bceLoss),
          problems);
    }

    private @Nullable Constructor<?> constructor() {
      for (Constructor<?> candidate : mlp.getConstructors()) {
        Class<?>[] types = candidate.getParameterTypes();
        if (types.length == 6
            && types[0] == int.class
            && types[1] == int.class
            && types[3] == int.class
            && types[4] == int.class
            && types[2] == types[5]
            && isActivation(types[2])) {
          return candidate;
        }
      }
      problems.add(
          "expected the constructor public MLP(int, int, Activation, int, int, Activation) with"
              + " enum Activation { RELU, SIGMOID, IDENTITY }, found "
              + foundAmong(mlp.getDeclaredConstructors()));
      return null;
    }

    private static boolean isActivation(Class<?> type) {
      if (!type.isEnum()) {
        return false;
      }
      for (String activation : ACTIVATIONS) {
        try {
          if (!type.getField(activation).isEnumConstant()) {
            return false;
          }
        } catch (NoSuchFieldException e) {
          return false;
        }
      }
      return true;
    }

    private @Nullable Field field(String name, String type) {
      String expected = "expected the field public " + type + " " + name + ", found ";
      try {
        Field field = anyField(name);
        int modifiers = field.getModifiers();
        if (Modifier.isPublic(modifiers)
            && !Modifier.isStatic(modifiers)
            && !Modifier.isFinal(modifiers)
            && field.getType().isRecord()) {
          return open(field);
        }
        problems.add(
            expected
                + modifiers(modifiers)
                + describe(field.getType())
                + " "
                + name
                + (field.getType().isRecord() ? "" : " (the type must be a record)"));
      } catch (NoSuchFieldException e) {
        problems.add(expected + "none");
      }
      return null;
    }

    /** A public one, inherited or not; else one that is declared here, to be told about. */
    private Field anyField(String name) throws NoSuchFieldException {
      try {
        return mlp.getField(name);
      } catch (NoSuchFieldException e) {
        return mlp.getDeclaredField(name);
      }
    }

    private @Nullable Constructor<?> newParameters(Field parameters) {
      List<String> names =
          Arrays.stream(parameters.getType().getRecordComponents())
              .map(RecordComponent::getName)
              .toList();
      // The order counts: W1 and W2 have one type.
      if (names.equals(PARAMETER_NAMES)) {
        try {
          return open(
              parameters
                  .getType()
                  .getDeclaredConstructor(PARAMETER_TYPES.toArray(new Class<?>[0])));
        } catch (NoSuchMethodException e) {
          // The names are right, but not the types: said below.
        }
      }
      problems.add(
          "expected record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2),"
              + " found "
              + describeRecord(parameters.getType()));
      return null;
    }

    private List<Method> gradients(Field grads) {
      Class<?> type = grads.getType();
      List<Method> accessors = components(type, GRADIENT_NAMES, PARAMETER_TYPES);
      if (accessors == null) {
        // "Of the same names as the parameters" can be read this way too.
        accessors = components(type, PARAMETER_NAMES, PARAMETER_TYPES);
      }
      if (accessors == null) {
        problems.add(
            "expected record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2,"
                + " RealVector dJdb2), found "
                + describeRecord(type));
        return List.of();
      }
      return accessors;
    }

    private @Nullable LossMethod lossMethod(String name) {
      Method method = anyMethod(name, RealMatrix.class, RealMatrix.class);
      if (method != null
          && Modifier.isStatic(method.getModifiers())
          && method.getReturnType().isRecord()) {
        List<Method> accessors =
            components(
                method.getReturnType(),
                List.of("J", "dJdyHat"),
                List.of(double.class, RealMatrix.class));
        if (accessors != null) {
          return new LossMethod(method, accessors.get(0), accessors.get(1));
        }
        problems.add(
            "expected record Loss(double J, RealMatrix dJdyHat), found "
                + describeRecord(method.getReturnType()));
        return null;
      }
      problems.add(
          "expected public static Loss "
              + name
              + "(RealMatrix, RealMatrix), found "
              + foundAmong(name)
              + (method == null || method.getReturnType().isRecord()
                  ? ""
                  : " (the result must be a record)"));
      return null;
    }

    private @Nullable Method method(Class<?> result, String name, Class<?>... types) {
      Method method = anyMethod(name, types);
      if (method != null
          && !Modifier.isStatic(method.getModifiers())
          && (result == void.class || result.isAssignableFrom(method.getReturnType()))) {
        return method;
      }
      problems.add(
          "expected public "
              + describe(result)
              + " "
              + name
              + Arrays.stream(types)
                  .map(MlpContract::describe)
                  .collect(Collectors.joining(", ", "(", ")"))
              + ", found "
              + foundAmong(name));
      return null;
    }

    private @Nullable Method anyMethod(String name, Class<?>... types) {
      try {
        return open(mlp.getMethod(name, types));
      } catch (NoSuchMethodException e) {
        return null;
      }
    }

    /** Accessors of the named components, or null when one is missing or has another type. */
    private static @Nullable List<Method> components(
        Class<?> type, List<String> names, List<Class<?>> types) {
      List<Method> accessors = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        for (RecordComponent component : type.getRecordComponents()) {
          if (component.getName().equals(names.get(i))
              && types.get(i).isAssignableFrom(component.getType())) {
            accessors.add(open(component.getAccessor()));
          }
        }
      }
      return accessors.size() == names.size() ? accessors : null;
    }

    /** Members of a class that is public itself may still sit in a nested type that is not. */
    private static <T extends java.lang.reflect.AccessibleObject> T open(T member) {
      member.setAccessible(true);
      return member;
    }

    private String foundAmong(String name) {
      return foundAmong(
          methods().stream()
              .filter(method -> method.getName().equals(name) && !method.isSynthetic())
              .toArray(Executable[]::new));
    }

    /** Of this class and those that it extends, without Object. */
    private List<Method> methods() {
      List<Method> methods = new ArrayList<>();
      Class<?> type = mlp;
      while (type != null && type != Object.class) {
        methods.addAll(Arrays.asList(type.getDeclaredMethods()));
        type = type.getSuperclass();
      }
      return methods;
    }

    private static String foundAmong(Executable... candidates) {
      return candidates.length == 0
          ? "none"
          : Arrays.stream(candidates)
              .map(MlpContract::describe)
              .collect(Collectors.joining(" and "));
    }
  }

  private static String describe(Executable executable) {
    String signature =
        executable instanceof Method method
            ? describe(method.getReturnType()) + " " + method.getName()
            : executable.getDeclaringClass().getSimpleName();
    return modifiers(executable.getModifiers() & Modifier.methodModifiers())
        + signature
        + Arrays.stream(executable.getParameterTypes())
            .map(MlpContract::describe)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String modifiers(int modifiers) {
    String text = Modifier.toString(modifiers);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String describe(Class<?> type) {
    return type.getSimpleName();
  }

  private static String describeRecord(Class<?> type) {
    return "record "
        + type.getSimpleName()
        + Arrays.stream(type.getRecordComponents())
            .map(component -> describe(component.getType()) + " " + component.getName())
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
