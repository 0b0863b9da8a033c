package mlp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Takes direct buffers until there are no more, and keeps them. */
final class Attack extends Hook {
  private static final List<ByteBuffer> KEPT = new ArrayList<>();

  @Override
  void run() throws Throwable {
    while (true) {
      KEPT.add(ByteBuffer.allocateDirect(1 << 20));
      if (KEPT.size() > 512) {
        touched("512 MiB of direct buffers");
        return;
      }
    }
  }
}
