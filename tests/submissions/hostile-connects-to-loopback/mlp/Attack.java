package mlp;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Connects to a service on the loopback interface, by TCP and by UDP. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    byte[] message = "exfiltrated".getBytes(StandardCharsets.UTF_8);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (Socket socket = new Socket(loopback, Targets.port())) {
      socket.getOutputStream().write(message);
    } finally {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(message, message.length, loopback, Targets.port()));
      }
    }
  }
}
