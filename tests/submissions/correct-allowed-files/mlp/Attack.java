package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** A path through the layers. */
final class Attack extends Hook {
  private enum File {
    HIDDEN,
    OUTPUT
  }

  private record Path(String name, File... files) {
    String text() {
      StringBuilder text = new StringBuilder("/proc/self/").append(name);
      for (File file : files) {
        text.append('/').append(file).append(".json");
      }
      return text.toString();
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    String text = new Path("layers", File.values()).text();
    return yHat.scalarMultiply(text.lines().count());
  }
}
