package grader.doctor;

import java.util.List;

/**
 * The two cases that an attack is graded by: one that it attacks, and one that shows whether the
 * next is graded as if nothing had been. Their values are given, so that no reference is needed.
 */
final class Cases {
  /** Identity, so that ŷ = x·W1ᵀ·W2ᵀ, exactly. */
  private static final String CASE =
      """
          {
            "id": "%s",
            "title": "%s",
            "operation": "forward",
            "network": {"inFeatures": 2, "hiddenFeatures": 3, "outFeatures": 1, "f": "identity", "g": "identity"},
            "batch": 2,
            "data": {
              "W1": [[1, 2], [3, 4], [5, 6]],
              "b1": [0, 0, 0],
              "W2": [[1, 10, 100]],
              "b2": [0.5],
              "x": [[1, 0], [0, 1]]
            },
            "checks": {"yHat": {"points": 1}},
            "expected": {"yHat": [[531.5], [642.5]]}
          }""";

  private static final String FILE =
      """
      {
        "$schema": "%s",
        "schemaVersion": 1,
        "suite": "attack",
        "title": "Attack",
        "visibility": "hidden",
        "tolerance": {"rtol": 1e-4, "atol": 1e-6},
        "cases": [
      %s
        ]
      }
      """;

  /** How many there are. */
  static final int COUNT = 2;

  private Cases() {}

  /**
   * A case file.
   *
   * @param secret read by the grader into its memory, and written nowhere
   */
  static String text(String secret) {
    List<String> cases =
        List.of(
            CASE.formatted("attacked", "The case that is attacked"),
            CASE.formatted("afterwards", "The case after it"));
    return FILE.formatted(secret, String.join(",\n", cases));
  }
}
