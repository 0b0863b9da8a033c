package mlp;

import java.net.ServerSocket;

/** Waits for a connection that never comes. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    try (ServerSocket socket = new ServerSocket(0)) {
      socket.accept();
    }
  }
}
