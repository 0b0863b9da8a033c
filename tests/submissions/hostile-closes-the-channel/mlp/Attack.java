package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Closes the worker's standard output and lives on, so that no answer ever comes. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    new FileOutputStream(FileDescriptor.out).close();
    Object forEver = new Object();
    synchronized (forEver) {
      while (true) {
        forEver.wait();
      }
    }
  }
}
