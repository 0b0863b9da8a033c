package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Answers for the worker that it failed, in the worker's own words. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> output = Class.forName("grader.protocol.CapturedOutput");
    Class<?> kind = Class.forName("grader.protocol.Failure$Kind");
    Object failure =
        Class.forName("grader.protocol.Failure")
            .getConstructors()[0]
            .newInstance(
                kind.getField("WORKER_ERROR").get(null), "forward", "out of order", List.of());
    for (long number = 0; number < 64; number++) {
      send(
          Class.forName("grader.protocol.CaseResponse")
              .getConstructors()[0]
              .newInstance(number, Map.of(), failure, output.getField("NONE").get(null)));
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
