package grader.cases;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The names that are taken in a run, so that a report names each suite and each case once. */
final class CaseIds {
  private final Map<String, Path> suites = new HashMap<>();
  private final Map<String, Path> cases = new HashMap<>();

  void claimSuite(String id, JsonDocument document, int ordinal) {
    claim(suites, "suite", id, document, ordinal);
  }

  void claimCase(String id, JsonDocument document, int ordinal) {
    claim(cases, "case id", id, document, ordinal);
  }

  private static void claim(
      Map<String, Path> taken, String what, String id, JsonDocument document, int ordinal) {
    Path other = taken.putIfAbsent(id, document.file());
    if (other != null) {
      String where = other.equals(document.file()) ? "in this file" : "in " + other;
      document.report(
          ordinal, "the " + what + " \"" + id + "\" is already used " + where + "; rename one");
    }
  }
}
