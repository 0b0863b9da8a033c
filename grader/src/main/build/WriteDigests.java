import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the digests of an installation's jars, so that a run need not compute them. In the
 * installation's folder, {@code sha256sum -c digests.txt} checks them.
 */
final class WriteDigests {
  private WriteDigests() {}

  /**
   * Run by the build.
   *
   * @param arguments the installation's folder, and the folders in it that hold jars
   */
  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    Path installation = Path.of(arguments[0]);
    List<Path> jars = new ArrayList<>();
    for (String folder : List.of(arguments).subList(1, arguments.length)) {
      try (Stream<Path> files = Files.list(installation.resolve(folder))) {
        jars.addAll(files.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
      }
    }
    StringBuilder digests = new StringBuilder();
    for (Path jar : jars) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      digests.append(HexFormat.of().formatHex(digest)).append("  ");
      digests.append(installation.relativize(jar).toString().replace('\\', '/')).append('\n');
    }
    Files.writeString(installation.resolve("digests.txt"), digests);
  }
}
