package mlp;

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;

/** Opens one jar until there are no more file descriptors, and keeps them open. */
final class Attack extends Hook {
  private static final List<FileInputStream> KEPT = new ArrayList<>();

  @Override
  void run() throws Throwable {
    while (KEPT.size() < 5_000) {
      KEPT.add(new FileInputStream(OwnClasses.file()));
    }
    touched(KEPT.size() + " open files");
  }
}
