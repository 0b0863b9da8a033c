package grader.cases;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what was probably meant by a misspelled name. */
public final class NearestName {
  private NearestName() {}

  /**
   * The known name that is nearest, capitals aside.
   *
   * @return null when none is near
   */
  public static @Nullable String of(String name, Iterable<String> knownNames) {
    String nearest = null;
    int smallest = Integer.MAX_VALUE;
    for (String candidate : knownNames) {
      int distance =
          editDistance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < smallest) {
        smallest = distance;
        nearest = candidate;
      }
    }
    // Half of a short name may not differ: that y was meant to be x is no help.
    return nearest != null
            && smallest <= Math.max(2, name.length() / 3)
            && 2 * smallest <= Math.max(name.length(), nearest.length())
        ? nearest
        : null;
  }

  /** Levenshtein's distance: insertions, deletions and substitutions. */
  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
