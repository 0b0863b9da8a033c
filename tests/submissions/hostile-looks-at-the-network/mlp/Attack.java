package mlp;

import java.net.NetworkInterface;
import java.util.Collections;

/** Lists the network interfaces: in a network of its own there is none but loopback. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && !each.isLoopback()) {
        touched("the network interface " + each.getName());
      }
    }
  }
}
