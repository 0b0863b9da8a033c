package grader.cases;

import java.nio.charset.StandardCharsets;

/**
 * The generator behind generated tensors, fixed for ever: a case means the same numbers on every
 * machine, in every version.
 *
 * <ul>
 *   <li>Bits: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators,
 *       OOPSLA 2014): state += 0x9E3779B97F4A7C15, then the finalizer with shifts 30, 27, 31 and
 *       the multipliers 0xBF58476D1CE4E5B9, 0x94D049BB133111EB.
 *   <li>Start: state = 0; for every key, state = finalizer(state + 0x9E3779B97F4A7C15 + key).
 *   <li>Text keys: 64-bit FNV-1a of the UTF-8 bytes.
 *   <li>Uniform: the upper 53 bits times 2⁻⁵³.
 *   <li>Normal: Box and Muller's √(−2·ln(1−u₁)) times cos 2πu₂, then the same times sin 2πu₂, with
 *       {@link StrictMath}.
 * </ul>
 */
final class NumberStream {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private double second;
  private boolean hasSecond;

  /** A stream of its own for every sequence of keys. */
  NumberStream(long... keys) {
    for (long key : keys) {
      state = finalizer(state + GAMMA + key);
    }
  }

  /** A key from a text. */
  static long key(String text) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }

  long nextBits() {
    state += GAMMA;
    return finalizer(state);
  }

  /** From 0, included, to 1, not included. */
  double nextUniform() {
    return (nextBits() >>> 11) * UNIT;
  }

  /** Mean 0, standard deviation 1. */
  double nextNormal() {
    if (hasSecond) {
      hasSecond = false;
      return second;
    }
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextUniform()));
    double angle = 2 * Math.PI * nextUniform();
    second = radius * StrictMath.sin(angle);
    hasSecond = true;
    return radius * StrictMath.cos(angle);
  }

  private static long finalizer(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
