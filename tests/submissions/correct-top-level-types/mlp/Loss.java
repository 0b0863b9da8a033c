package mlp;

import org.apache.commons.math3.linear.RealMatrix;

public record Loss(double J, RealMatrix dJdyHat) {}
