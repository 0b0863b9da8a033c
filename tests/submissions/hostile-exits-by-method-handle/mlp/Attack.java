package mlp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Finds System.exit with a method handle whose names are put together at run time. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    MethodHandle exit =
        MethodHandles.lookup()
            .findStatic(
                Class.forName(
                    "java.lang."
                        .concat(
                            "metsyS"
                                .chars()
                                .mapToObj(c -> "" + (char) c)
                                .reduce("", (a, b) -> b + a))),
                "ex".concat("it"),
                MethodType.methodType(void.class, int.class));
    exit.invokeWithArguments(0);
  }
}
