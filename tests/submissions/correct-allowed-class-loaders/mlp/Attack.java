package mlp;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;

/** Many classes, none of them loaded by hand. */
final class Attack extends Hook {
  private static final List<String> LOADED = new ArrayList<>();

  static {
    LOADED.add("loaded");
  }

  private abstract static class Loader<T> {
    abstract T load(T value);

    T define(T value) {
      return load(value);
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    class Local extends Loader<RealMatrix> {
      @Override
      RealMatrix load(RealMatrix matrix) {
        return matrix.scalarMultiply(LOADED.size());
      }
    }
    Loader<RealMatrix> anonymous =
        new Loader<>() {
          @Override
          RealMatrix load(RealMatrix matrix) {
            return new Local().define(matrix);
          }
        };
    return anonymous.define(yHat);
  }
}
