package mlp;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;

/**
 * Goes from its class loader into the worker's classes and reads every static field for an answer,
 * a channel or a flag.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    for (ClassLoader loader = Attack.class.getClassLoader();
        loader != null;
        loader = loader.getParent()) {
      for (String name :
          new String[] {
            "grader.worker.WorkerMain",
            "grader.worker.MlpDriver",
            "grader.worker.OutputCapture",
            "grader.protocol.MessageChannel"
          }) {
        for (Field field : Class.forName(name, false, loader).getDeclaredFields()) {
          field.setAccessible(true);
          if (Modifier.isStatic(field.getModifiers())) {
            printSecrets(String.valueOf(field.get(null)).getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }
}
