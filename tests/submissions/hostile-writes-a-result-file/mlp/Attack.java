package mlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes results.json and results.xml where graders look for them, and a file outside. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    String forged = "{\"score\": 50}";
    for (String name :
        new String[] {
          "results.json", "results.xml", "../results.json", "/autograder/results/results.json"
        }) {
      try {
        Files.writeString(Path.of(name), forged);
      } catch (IOException refused) {
        // Then the next.
      }
    }
    Files.writeString(Path.of(Targets.report()), forged);
  }
}
