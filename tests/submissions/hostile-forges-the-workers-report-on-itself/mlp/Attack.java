package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.util.List;

/** Sends a second first message, in which the worker says how well it is sealed. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> ready = Class.forName("grader.protocol.WorkerReady");
    Constructor<?> constructor = ready.getConstructors()[0];
    Object[] arguments = new Object[constructor.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = constructor.getParameterTypes()[i];
      arguments[i] = type == long.class ? (Object) 1L : type == String.class ? "17" : List.of();
    }
    send(constructor.newInstance(arguments));
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
