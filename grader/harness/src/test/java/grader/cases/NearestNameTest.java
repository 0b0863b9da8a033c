package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN =
      List.of(
          "W1", "b1", "x", "yHat", "tolerance", "hiddenFeatures", "relu", "norm", "rtol", "atol");

  @ParameterizedTest
  @CsvSource({
    "tolerence, tolerance",
    "hidden_features, hiddenFeatures",
    "HiddenFeatures, hiddenFeatures",
    "ReLU, relu",
    "w1, W1",
    "W, W1",
    "yhat, yHat",
    "nrom, norm",
    "otol, rtol",
  })
  void misspelledNameIsRecognised(String name, String meant) {
    assertEquals(meant, NearestName.of(name, KNOWN));
  }

  @ParameterizedTest
  @CsvSource({"y", "z", "J", "batch", "features", "to", "''"})
  void farNameIsNotGuessed(String name) {
    assertNull(NearestName.of(name, KNOWN));
  }

  @Test
  void withoutKnownNamesNothingIsNear() {
    assertNull(NearestName.of("x", List.of()));
  }
}
