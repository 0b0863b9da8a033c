package mlp;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Returns a matrix that writes a file when it is written to or read from a stream of objects. */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new Trap(yHat);
  }

  private static final class Trap extends Array2DRowRealMatrix {
    private static final long serialVersionUID = 1;

    Trap(RealMatrix matrix) {
      super(matrix.getData());
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      spring();
    }

    private void readObject(ObjectInputStream in) throws IOException {
      spring();
    }

    private Object writeReplace() throws IOException {
      return spring();
    }

    private Object readResolve() throws IOException {
      return spring();
    }

    private Object spring() throws IOException {
      touched("serialized");
      Files.writeString(Path.of(Targets.marker()), "serialized");
      return this;
    }
  }
}
