package grader.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The numbers below were computed by another program in another language. They never change: every
 * case file in the world would mean something else.
 */
class NumberStreamTest {
  /** The one key after which the state is 1234567: the finalizer backwards. */
  private static final long KEY_OF_STATE_1234567 = -6540207399321867890L;

  @Test
  void withoutKeysItIsSplitMix64FromZero() {
    NumberStream numbers = new NumberStream();
    assertArrayEquals(
        new long[] {0xE220A8397B1DCDAFL, 0x6E789E6AA1B965F4L, 0x06C45D188009454FL},
        LongStream.generate(numbers::nextBits).limit(3).toArray());
  }

  @Test
  void afterItsStartItIsSplitMix64AsPublished() {
    NumberStream numbers = new NumberStream(KEY_OF_STATE_1234567);
    for (String published :
        new String[] {
          "6457827717110365317",
          "3203168211198807973",
          "9817491932198370423",
          "4593380528125082431",
          "16408922859458223821"
        }) {
      assertEquals(published, Long.toUnsignedString(numbers.nextBits()));
    }
  }

  @Test
  void keysStartItInTheirOrder() {
    NumberStream numbers = new NumberStream(1, 2, 3);
    assertArrayEquals(
        new long[] {0x214D4C07ECFEAAC5L, 0x6FF419CB83DFE1E6L, 0xF475FF91157F0556L},
        LongStream.generate(numbers::nextBits).limit(3).toArray());
    assertEquals(0xC31EBCC69D88B474L, new NumberStream(3, 2, 1).nextBits());
    assertEquals(0x5EC910DBF8009152L, new NumberStream(-5, 42).nextBits());
  }

  @Test
  void textKeysAreFnv1aAsPublished() {
    assertEquals(0xCBF29CE484222325L, NumberStream.key(""));
    assertEquals(0xAF63DC4C8601EC8CL, NumberStream.key("a"));
    assertEquals(0x85944171F73967E8L, NumberStream.key("foobar"));
    // More than one byte per character.
    assertEquals(0x0AAD8107B7067615L, NumberStream.key("ŷ"));
  }

  @Test
  void uniformNumbersAreTheUpper53Bits() {
    NumberStream numbers = new NumberStream(0, 11, NumberStream.key("W1"), 0, 0, 0);
    assertEquals(0.3088130682911543, numbers.nextUniform());
    assertEquals(0.6910782276568547, numbers.nextUniform());
    assertEquals(0.9414263591941057, numbers.nextUniform());
  }

  @Test
  void normalNumbersAreBoxAndMullersCosineThenSine() {
    NumberStream numbers = new NumberStream(0, 11, NumberStream.key("W1"), 0, 0, 0);
    for (double expected :
        new double[] {
          -0.3109712867036264, -0.8012407849893816, -2.312644425656217, -0.5715039447567103
        }) {
      assertEquals(expected, numbers.nextNormal());
    }
  }

  @Test
  void uniformNumbersFillTheUnitInterval() {
    NumberStream numbers = new NumberStream(1);
    double[] drawn = DoubleStream.generate(numbers::nextUniform).limit(100_000).toArray();
    assertTrue(DoubleStream.of(drawn).allMatch(u -> u >= 0 && u < 1));
    // Five standard errors.
    assertEquals(0.5, mean(drawn), 5 * Math.sqrt(1 / 12.0 / drawn.length));
    assertEquals(1 / 12.0, variance(drawn), 5 * Math.sqrt(1 / 180.0 / drawn.length));
  }

  @Test
  void normalNumbersHaveMean0AndVariance1() {
    NumberStream numbers = new NumberStream(2);
    double[] drawn = DoubleStream.generate(numbers::nextNormal).limit(100_000).toArray();
    assertEquals(0, mean(drawn), 5 * Math.sqrt(1.0 / drawn.length));
    assertEquals(1, variance(drawn), 5 * Math.sqrt(2.0 / drawn.length));
    long beyondTwo = DoubleStream.of(drawn).filter(z -> Math.abs(z) > 2).count();
    assertEquals(0.0455, beyondTwo / (double) drawn.length, 0.0035);
    // A cosine and a sine of one angle do not depend on each other.
    double product = 0;
    for (int i = 0; i < drawn.length; i += 2) {
      product += drawn[i] * drawn[i + 1];
    }
    assertEquals(0, product / (drawn.length / 2.0), 5 / Math.sqrt(drawn.length / 2.0));
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return DoubleStream.of(values)
        .map(value -> (value - mean) * (value - mean))
        .average()
        .orElseThrow();
  }
}
