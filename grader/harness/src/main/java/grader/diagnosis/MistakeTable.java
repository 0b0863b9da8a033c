package grader.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of all mistakes, {@code mistakes.txt}: what is said of each. */
final class MistakeTable {
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * What is said of a mistake; words in braces are to be filled in.
   *
   * @param mistake what is wrong
   * @param where the line of the mathematics that it belongs to
   * @param hint where to look
   */
  record Row(String mistake, String where, String hint) {
    /** The same with words in place of the braces; those that are not given are left out. */
    Row with(Map<String, String> words) {
      // A sentence may begin with words in braces; what is no sentence begins as it stands.
      return new Row(
          capital(filled(mistake, words)), filled(where, words), capital(filled(hint, words)));
    }

    /** None of the template's names is changed. */
    private static String capital(String sentence) {
      return sentence.startsWith("the ")
          ? Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1)
          : sentence;
    }

    private static String filled(String sentence, Map<String, String> words) {
      StringBuilder text = new StringBuilder();
      int from = 0;
      for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', from)) {
        int close = sentence.indexOf('}', open);
        text.append(sentence, from, open);
        text.append(words.getOrDefault(sentence.substring(open + 1, close), ""));
        from = close + 1;
      }
      return text.append(sentence.substring(from)).toString();
    }
  }

  private MistakeTable() {}

  /** Read the table. */
  static MistakeTable read() {
    MistakeTable table = new MistakeTable();
    try (InputStream stream =
            Objects.requireNonNull(MistakeTable.class.getResourceAsStream("mistakes.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = next(lines); line != null; line = next(lines)) {
        Row row =
            new Row(sentence("mistake", lines), sentence("where", lines), sentence("hint", lines));
        if (table.rows.put(line, row) != null) {
          throw new IllegalStateException("the table of mistakes has twice: " + line);
        }
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException("the table of mistakes cannot be read", e);
    }
  }

  private static @Nullable String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && (line.isEmpty() || line.startsWith("#"))) {
      line = lines.readLine();
    }
    return line;
  }

  private static String sentence(String name, BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null || !line.startsWith(name + ": ")) {
      throw new IllegalStateException("the table of mistakes needs '" + name + ": ' here: " + line);
    }
    return line.substring(name.length() + 2);
  }

  /** The ids of all rows, with stars. */
  Set<String> ids() {
    return rows.keySet();
  }

  /**
   * The row of a mistake: its own, or that of all mistakes alike.
   *
   * @throws IllegalArgumentException when there is none
   */
  Row row(String id) {
    Row row = find(id);
    if (row == null) {
      throw new IllegalArgumentException("the table of mistakes has no row for " + id);
    }
    return row;
  }

  /** Whether the table says something of a mistake. */
  boolean has(String id) {
    return find(id) != null;
  }

  private @Nullable Row find(String id) {
    Row row = rows.get(id);
    if (row == null) {
      row = rows.get("*" + id.substring(id.indexOf('.')));
    }
    int last = id.lastIndexOf('.');
    if (row == null && last > id.indexOf('.')) {
      row = rows.get(id.substring(0, id.indexOf('.')) + ".*" + id.substring(last));
    }
    return row;
  }
}
