package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Closes the worker's standard output and lives on, so that no answer ever comes. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    try {
      new FileOutputStream(FileDescriptor.out).close();
    } catch (IOException refused) {
      // There is no /dev/null to put in its place: then it only lives on.
    }
    Object forEver = new Object();
    synchronized (forEver) {
      while (true) {
        forEver.wait();
      }
    }
  }
}
