package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Answers for the worker, in the worker's own words, for all the numbers that a question can have.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> output = Class.forName("grader.protocol.CapturedOutput");
    for (long number = 0; number < 64; number++) {
      send(
          Class.forName("grader.protocol.CaseResponse")
              .getConstructors()[0]
              .newInstance(number, Map.of(), null, output.getField("NONE").get(null)));
    }
  }

  /** A frame as the worker's own channel would write it, by the worker's own classes. */
  private static void send(Object message) throws ReflectiveOperationException {
    Class<?> channel = Class.forName("grader.protocol.MessageChannel");
    channel
        .getMethod("send", Class.forName("grader.protocol.Message"))
        .invoke(
            channel
                .getConstructor(InputStream.class, OutputStream.class)
                .newInstance(
                    InputStream.nullInputStream(), new FileOutputStream(FileDescriptor.out)),
            message);
  }
}
