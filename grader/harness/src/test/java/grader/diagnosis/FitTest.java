package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.protocol.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How near one tensor is to another one times a number, whatever the size of the numbers. */
class FitTest {
  private static final Tensor PREDICTED = Tensor.vector(3, -4, 0);
  private static final Tensor ACTUAL = Tensor.vector(6, -8, 1);

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-3, 1e90, 1e-90, 1e130, 1e-130, 1e-160, 1e300, 1e-300})
  void theSizeOfTheNumbersChangesNothing(double size) {
    Tensor predicted = Fit.scaled(PREDICTED, size);
    Tensor actual = Fit.scaled(ACTUAL, size);
    assertEquals(2, Fit.ratio(predicted, actual), 1e-12);
    assertEquals(1 / Math.sqrt(101), Fit.residual(predicted, actual, 2), 1e-12);
    assertEquals(1, Fit.distance(predicted, actual, 2) / size, 1e-12);
    assertTrue(Fit.isClose(actual, actual, 1));
    assertEquals(0, Fit.distance(actual, actual, 1));
  }

  @Test
  void aTinyTensorIsFarFromAHugeOne() {
    assertEquals(1, Fit.residual(Fit.scaled(PREDICTED, 1e-300), ACTUAL, 1), 1e-12);
    assertEquals(1, Fit.residual(PREDICTED, Fit.scaled(ACTUAL, 1e300), 1), 1e-12);
    assertEquals(2e250, Fit.ratio(PREDICTED, Fit.scaled(ACTUAL, 1e250)), 1e238);
    assertEquals(2e-250, Fit.ratio(PREDICTED, Fit.scaled(ACTUAL, 1e-250)), 1e-262);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteHasToBeSoInBoth(double value) {
    Tensor predicted = Tensor.vector(3, value, -4);
    assertTrue(Fit.isClose(predicted, Tensor.vector(6, value, -8), 2));
    assertEquals(0, Fit.distance(predicted, Tensor.vector(6, value, -8), 2));
    assertEquals(2, Fit.ratio(predicted, Tensor.vector(6, value, -8)), 1e-12);
    assertFalse(Fit.isClose(predicted, Tensor.vector(6, 1, -8), 2));
    assertEquals(Double.POSITIVE_INFINITY, Fit.distance(predicted, Tensor.vector(6, 1, -8), 2));
    assertEquals(2, Fit.ratio(predicted, Tensor.vector(6, 1, -8)), 1e-12);
    assertFalse(Fit.isClose(Tensor.vector(3, 1, -4), Tensor.vector(6, value, -8), 2));
  }

  @Test
  void zerosAreCloseToZerosAlone() {
    Tensor zeros = Tensor.vector(0, 0, 0);
    assertTrue(Fit.isClose(zeros, zeros, 1));
    assertEquals(0, Fit.distance(zeros, zeros, 1));
    assertFalse(Fit.isClose(zeros, ACTUAL, 1));
    assertTrue(Double.isNaN(Fit.ratio(zeros, ACTUAL)));
    assertEquals(0, Fit.ratio(ACTUAL, zeros));
  }

  @Test
  void anotherShapeFitsNothing() {
    Tensor column = Tensor.of(new int[] {3, 1}, new double[] {3, -4, 0});
    assertTrue(Double.isNaN(Fit.ratio(column, PREDICTED)));
    assertEquals(Double.POSITIVE_INFINITY, Fit.residual(column, PREDICTED, 1));
    assertEquals(Double.POSITIVE_INFINITY, Fit.distance(column, PREDICTED, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1, 1e-3, 1e130, 1e-130, 1e-160, 1e300, 1e-300, 0})
  void whatIsCloseIsByItsTwoLargestEntriesToo(double factor) {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1000; i++) {
      double[] predicted = random.doubles(1 + i % 9, -1, 1).toArray();
      double[] actual = new double[predicted.length];
      for (int j = 0; j < actual.length; j++) {
        actual[j] = factor * (predicted[j] + (random.nextDouble() - 0.5) * 2e-5);
      }
      Tensor of = Tensor.vector(predicted);
      Tensor to = Tensor.vector(actual);
      if (Fit.isClose(of, to, Fit.ratio(of, to))) {
        assertTrue(Fit.TwoEntries.largest(to).areNearMultiplesIn(of), of + " and " + to);
      }
    }
  }

  @Test
  void hardlyAnythingElseIsByItsTwoLargestEntries() {
    SplittableRandom random = new SplittableRandom(7);
    int near = 0;
    for (int i = 0; i < 1000; i++) {
      Tensor of = Tensor.vector(random.doubles(12, -1, 1).toArray());
      Tensor to = Tensor.vector(random.doubles(12, -1, 1).toArray());
      near += Fit.TwoEntries.largest(to).areNearMultiplesIn(of) ? 1 : 0;
    }
    assertTrue(near < 10, near + " of 1000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void ofWhatIsNotFiniteTwoEntriesSayNothing(double value) {
    Tensor actual = Tensor.vector(6, value, -8);
    assertTrue(Fit.TwoEntries.largest(actual).areNearMultiplesIn(Tensor.vector(3, value, -4)));
    assertTrue(Fit.TwoEntries.largest(ACTUAL).areNearMultiplesIn(Tensor.vector(3, value, 1)));
  }
}
