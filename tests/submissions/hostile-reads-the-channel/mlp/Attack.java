package mlp;

import java.io.FileDescriptor;
import java.io.FileInputStream;

/** Reads the questions that are meant for the worker. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    printSecrets(in.readNBytes(in.available()));
  }
}
