package mlp;

import java.io.File;
import java.io.IOException;
import java.util.zip.ZipFile;

/** The jar that this class came in, which a worker has to be able to read. */
final class OwnJar {
  private OwnJar() {}

  /** Where it is, from the worker's own command line. */
  static File file() throws IOException {
    for (String word : System.getProperty("sun.java.command").split(" ")) {
      File file = new File(word);
      if (word.endsWith(".jar") && file.canRead()) {
        return file;
      }
    }
    throw new IOException("no jar in " + System.getProperty("sun.java.command"));
  }

  /** The bytes of one entry. */
  static byte[] read(String entry) throws IOException {
    try (ZipFile zip = new ZipFile(file())) {
      return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }
  }
}
