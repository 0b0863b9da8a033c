package mlp;

/** Each constant brings its own function and derivative. */
public enum Activation {
  RELU {
    @Override
    double value(double z) {
      return Math.max(z, 0);
    }

    @Override
    double derivative(double z) {
      return z > 0 ? 1 : 0;
    }
  },
  SIGMOID {
    @Override
    double value(double z) {
      return 1 / (1 + Math.exp(-z));
    }

    @Override
    double derivative(double z) {
      double a = value(z);
      return a - a * a;
    }
  },
  IDENTITY {
    @Override
    double value(double z) {
      return z;
    }

    @Override
    double derivative(double z) {
      return 1;
    }
  };

  abstract double value(double z);

  abstract double derivative(double z);
}
