package mlp;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Optional;

/** Calls kill of the C library with the foreign function interface, to end the grader. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
    Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> lookupType = Class.forName("java.lang.foreign.SymbolLookup");
    Class<?> optionType = Class.forName("java.lang.foreign.Linker$Option");
    Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    Object lookup = linkerType.getMethod("defaultLookup").invoke(linker);
    Object kill =
        ((Optional<?>) lookupType.getMethod("find", String.class).invoke(lookup, "kill"))
            .orElseThrow();
    Object integer = Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
    Object arguments = Array.newInstance(layoutType, 2);
    Array.set(arguments, 0, integer);
    Array.set(arguments, 1, integer);
    Object descriptor =
        descriptorType
            .getMethod("of", layoutType, arguments.getClass())
            .invoke(null, integer, arguments);
    Object options = Array.newInstance(optionType, 0);
    MethodHandle call =
        (MethodHandle)
            linkerType
                .getMethod(
                    "downcallHandle",
                    Class.forName("java.lang.foreign.MemorySegment"),
                    descriptorType,
                    options.getClass())
                .invoke(linker, kill, descriptor, options);
    long grader = GraderProcess.pid();
    if (grader > 1) {
      call.invokeWithArguments((int) grader, 9);
    }
  }
}
