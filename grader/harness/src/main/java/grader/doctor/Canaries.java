package grader.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What an attack must not reach, planted around one run of the grader: secrets that must not turn
 * up in anything that the run says, files that must not change, a port that nobody must call.
 */
final class Canaries implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String OLD_REPORT = "{\"score\": 0}\n";

  /** Printed by an attack that reached something without a secret in it. */
  private static final String SAID = "touched: ";

  private final String token = "doctor-" + random();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Path folder;
  private final Path hidden;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * Plant them.
   *
   * @param parent where a folder for this run is made
   */
  Canaries(Path parent) throws IOException {
    for (String place : List.of("environment", "heap", "hidden", "open")) {
      secrets.put(place, "canary-" + place + "-" + random());
    }
    folder = Files.createDirectory(parent.resolve(token));
    hidden = Files.createDirectory(folder.resolve("hidden"));
    // As the grader's user would have them; another user may pass, and read what is open.
    permit(folder, "rwx--x--x");
    permit(hidden, "rwx------");
    permit(Files.createDirectory(temporary()), "rwx--x--x");
    Files.writeString(hidden.resolve("answers.txt"), secret("hidden") + "\n");
    Files.writeString(cases(), Cases.text(secret("heap")));
    Files.writeString(report(), OLD_REPORT);
    Files.writeString(open(), secret("open") + "\n");
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    tcp = new ServerSocket(0, 1, loopback);
    try {
      udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
    } catch (IOException e) {
      tcp.close();
      throw e;
    }
    listen("tcp canary", this::acceptOne);
    listen("udp canary", this::receiveOne);
  }

  private static String random() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void permit(Path folder, String permissions) throws IOException {
    FileSystem files = folder.getFileSystem();
    if (files.supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
  }

  private String secret(String place) {
    String secret = secrets.get(place);
    if (secret == null) {
      throw new IllegalArgumentException(place);
    }
    return secret;
  }

  private interface Call {
    void await() throws IOException;
  }

  private void listen(String name, Call call) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  call.await();
                  calls.incrementAndGet();
                }
              } catch (IOException e) {
                // Closed: the run is over.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptOne() throws IOException {
    try (Socket caller = tcp.accept()) {
      caller.setSoLinger(true, 0);
    }
  }

  private void receiveOne() throws IOException {
    udp.receive(new DatagramPacket(new byte[64], 64));
  }

  /** Stands in the path of everything of this run, and so in the command lines. */
  String token() {
    return token;
  }

  Path jar() {
    return hidden.resolve("submit.jar");
  }

  Path cases() {
    return hidden.resolve("cases.json");
  }

  /** The temporary folder of the grader. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  private Path report() {
    return hidden.resolve("report.json");
  }

  private Path marker() {
    return hidden.resolve("marker");
  }

  private Path open() {
    return folder.resolve("open.txt");
  }

  /** For the grader's environment. */
  Map<String, String> environment() {
    return Map.of("GRADER_CANARY", secret("environment"));
  }

  /** What an attack's classes are told. */
  Map<String, String> targets() {
    return Map.of(
        "@hidden@", hidden.toString(),
        "@marker@", marker().toString(),
        "@report@", report().toString(),
        "@open@", open().toString(),
        "@port@", Integer.toString(tcp.getLocalPort()),
        "@token@", token);
  }

  /**
   * What was reached, in words; empty when all is untouched.
   *
   * @param said all that the run printed
   */
  List<String> touched(String said) throws IOException {
    List<String> touched = new ArrayList<>();
    secrets.forEach(
        (place, secret) -> {
          if (said.contains(secret)) {
            touched.add("the secret in the " + place + " came out");
          }
        });
    for (int at = said.indexOf(SAID); at >= 0; at = said.indexOf(SAID, at + 1)) {
      String line = said.substring(at + SAID.length()).lines().findFirst().orElse("");
      touched.add(line.replaceFirst("(\\\\n|\").*", ""));
    }
    if (Files.exists(marker())) {
      touched.add("a file was written outside");
    }
    if (!Files.isReadable(report()) || !Files.readString(report()).equals(OLD_REPORT)) {
      touched.add("an older report was changed");
    }
    if (calls.get() > 0) {
      touched.add("a port on the loopback interface was called");
    }
    return touched;
  }

  /** Files that should be gone, or never have been; empty when there are none. */
  List<String> leftFiles() throws IOException {
    Set<Path> known =
        Set.of(folder, hidden, temporary(), jar(), cases(), report(), marker(), open());
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> !known.contains(file) && !file.endsWith("answers.txt"))
          .map(file -> "left behind: " + folder.relativize(file))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
    Folders.delete(folder);
  }
}
