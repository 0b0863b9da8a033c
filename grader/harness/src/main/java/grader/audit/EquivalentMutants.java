package grader.audit;

import grader.cases.InvalidCasesException;
import grader.cases.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A list of mutants that no suite can kill, each with the reason.
 *
 * <p>The file: paragraphs of lines {@code key: value}, with blank lines between them; a line that
 * begins with a blank continues the one above; lines that begin with # are comments. Keys: {@code
 * class}, {@code method}, {@code mutator}, {@code line} (the source, without the blanks around it),
 * {@code change} (in PIT's words) and {@code reason}, all needed; {@code occurrence}, counted from
 * 1, when several mutants are alike in all of that.
 */
final class EquivalentMutants {
  /** No mutant is. */
  static final EquivalentMutants NONE = new EquivalentMutants(List.of());

  private static final String REASON = "reason";
  private static final String OCCURRENCE = "occurrence";
  private static final Set<String> NEEDED =
      new LinkedHashSet<>(List.of("class", "method", "mutator", "line", "change", REASON));

  private final List<Entry> entries;

  private EquivalentMutants(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(Path file, int line, Map<String, String> fields) {
    String get(String key) {
      return fields.getOrDefault(key, "");
    }

    Problem problem(String message) {
      return new Problem(file, line, 1, message);
    }

    boolean describes(Mutant mutant) {
      return get("class").equals(mutant.simpleClassName())
          && get("method").equals(mutant.method())
          && get("mutator").equals(mutant.mutator())
          && get("line").equals(mutant.line())
          && get("change").equals(mutant.change());
    }
  }

  /**
   * Read a list.
   *
   * @throws InvalidCasesException with everything that is wrong, when anything is
   */
  static EquivalentMutants read(Path file) throws IOException, InvalidCasesException {
    List<Entry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<String, String> fields = new LinkedHashMap<>();
    String key = "";
    int first = 0;
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add("");
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      int colon = line.indexOf(':');
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        if (!fields.isEmpty()) {
          entries.add(entry(new Entry(file, first, new LinkedHashMap<>(fields)), problems));
          fields.clear();
        }
      } else if (Character.isWhitespace(line.charAt(0)) && !fields.isEmpty()) {
        fields.merge(key, line.strip(), (above, below) -> above + " " + below);
      } else if (colon < 0) {
        problems.add(new Problem(file, number, 1, "expected 'key: value', found '" + line + "'"));
      } else {
        first = fields.isEmpty() ? number : first;
        key = line.substring(0, colon).strip();
        if (!NEEDED.contains(key) && !key.equals(OCCURRENCE)) {
          problems.add(
              new Problem(file, number, 1, "unknown key '" + key + "'; expected one of " + NEEDED));
        }
        if (fields.put(key, line.substring(colon + 1).strip()) != null) {
          problems.add(new Problem(file, number, 1, "the key '" + key + "' stands here twice"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCasesException(problems);
    }
    return new EquivalentMutants(entries);
  }

  private static Entry entry(Entry entry, List<Problem> problems) {
    for (String key : NEEDED) {
      if (entry.get(key).isEmpty()) {
        problems.add(entry.problem("the key '" + key + "' is missing"));
      }
    }
    if (!entry.get(OCCURRENCE).matches("|[1-9]\\d{0,3}")) {
      problems.add(entry.problem("'occurrence' is no number from 1 on"));
    }
    return entry;
  }

  /**
   * Find the mutants that are listed.
   *
   * @return each with its reason
   * @throws InvalidCasesException when an entry describes no mutant, or several
   */
  Map<Mutant, String> among(List<Mutant> mutants) throws InvalidCasesException {
    Map<Mutant, String> found = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Entry entry : entries) {
      List<Mutant> described = mutants.stream().filter(entry::describes).toList();
      String occurrence = entry.get(OCCURRENCE);
      int place = occurrence.isEmpty() ? 1 : Integer.parseInt(occurrence);
      if (described.size() < place) {
        problems.add(
            entry.problem(
                described.isEmpty()
                    ? "there is no such mutant; has the reference changed?"
                    : "there are only " + described.size() + " such mutants"));
      } else if (described.size() > 1 && occurrence.isEmpty()) {
        problems.add(
            entry.problem(
                "there are " + described.size() + " such mutants; say which by 'occurrence: 1'"));
      } else if (found.putIfAbsent(described.get(place - 1), entry.get(REASON)) != null) {
        problems.add(entry.problem("this mutant is listed twice"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCasesException(problems);
    }
    return found;
  }
}
