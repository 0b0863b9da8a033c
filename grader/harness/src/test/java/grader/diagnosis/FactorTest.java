package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.diagnosis.Factor.Seen;
import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorTest {
  private static final int[][] SIZES = {{7, 3}, {5, 11}, {13, 5}};

  private static List<Seen> seen(double constant, int batch, int outputs, int count) {
    List<Seen> ratios = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double ratio = constant * Math.pow(SIZES[i][0], batch) * Math.pow(SIZES[i][1], outputs);
      ratios.add(new Seen(ratio, SIZES[i][0], SIZES[i][1], false));
    }
    return ratios;
  }

  private static Factor factor(List<Seen> ratios) {
    Factor factor = Factor.of(ratios, List.of());
    assertNotNull(factor);
    return factor;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, missing-mean",
    "1, 0, 1, missing-output-count",
    "1, 1, 0, missing-batch-size",
    "0.5, 0, 0, missing-factor-2",
    "0.5, 1, 1, is-difference",
    "-1, 0, 0, sign",
    "2, 0, 0, doubled",
    "1, -1, 0, divided-by-batch-again",
    "0.1, 1, 0, batch-size-hard-coded",
    "0.02, 1, 1, elements-hard-coded",
  })
  void factorsOfAGradientHaveNames(double constant, int batch, int outputs, String name) {
    Factor factor = factor(seen(constant, batch, outputs, 3));
    assertEquals(List.of(name), FactorNames.ofGradient(factor, Part.MSE));
  }

  @ParameterizedTest
  @CsvSource({
    "1, -1, 0, divided-by-batch, 1 / batch",
    "1, 0, -1, divided-by-outputs, 1 / out",
    "1, -1, -1, divided-by-elements, 1 / (batch · out)",
    "2, -1, 0, doubled-and-divided-by-batch, 2 / batch",
    "2, 0, 0, doubled, 2",
    "-1, 0, 0, sign, −1",
  })
  void factorsOfBackwardHaveNamesAndWords(
      double constant, int batch, int outputs, String name, String words) {
    Factor factor = factor(seen(constant, batch, outputs, 3));
    assertEquals(List.of(name), FactorNames.ofBackward(factor));
    assertEquals(words, FactorNames.words(factor));
  }

  @Test
  void signAndMeanAreTwoMistakes() {
    assertEquals(
        List.of("sign", "missing-mean"),
        FactorNames.ofGradient(factor(seen(-1, 1, 1, 2)), Part.BCE));
  }

  @Test
  void numberThatASubmissionChoseIsNotRepeated() {
    assertEquals("batch / a fixed number", FactorNames.words(factor(seen(0.1, 1, 0, 3))));
  }

  @Test
  void oneCaseOfTwoSizesThatGiveTheSameTakesTheSimplerOne() {
    // 10 samples, 5 outputs: 5 is the outputs, and half of the batch.
    assertTrue(factor(List.of(new Seen(5, 10, 5, false))).is(new Factor(1, 0, 1)));
    assertTrue(factor(List.of(new Seen(0.5, 10, 5, false))).is(new Factor(0.5, 0, 0)));
  }

  @Test
  void ratiosWithoutALawHaveNoFactor() {
    assertNull(
        of(
            new Seen(1.234, 7, 3, false),
            new Seen(5.678, 5, 11, false),
            new Seen(0.321, 13, 5, false)));
  }

  @Test
  void singleNumberOfOneCaseIsNoEvidenceOfAConstant() {
    assertNull(of(new Seen(1.2345, 7, 3, true)));
  }

  private static @Nullable Factor of(Seen... ratios) {
    return Factor.of(List.of(ratios), List.of());
  }

  @Test
  void whatIsRightHasToBeRightWithTheFactorToo() {
    Seen wrong = new Seen(1.3, 13, 5, false);
    Factor factor = Factor.of(List.of(wrong), List.of(new Seen(1, 10, 7, false)));
    assertNotNull(factor);
    assertTrue(factor.is(new Factor(0.1, 1, 0)));
    assertNull(Factor.of(List.of(wrong), List.of(new Seen(1, 9, 7, false))));
  }

  @Test
  void zerosHaveTheFactorZero() {
    assertTrue(factor(List.of(new Seen(0, 7, 3, false), new Seen(0, 5, 11, false))).isZero());
  }
}
