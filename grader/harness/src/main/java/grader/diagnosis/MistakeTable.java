package grader.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of all mistakes, {@code mistakes.txt}: what is said of each. */
final class MistakeTable {
  /** How the lines of a block begin, after that of the id. */
  private static final List<String> NAMES = List.of("mistake: ", "where: ", "hint: ");

  /** The file as it is: fast to read and to search. */
  private final byte[] text;

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

  private MistakeTable(byte[] text) {
    this.text = text;
  }

  /** Read the table. */
  static MistakeTable read() {
    try (InputStream stream =
        Objects.requireNonNull(MistakeTable.class.getResourceAsStream("mistakes.txt"))) {
      return new MistakeTable(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the table of mistakes cannot be read", e);
    }
  }

  /**
   * The ids of all blocks, with stars.
   *
   * @throws IllegalStateException when a line is not where it should be, or an id is there twice
   */
  Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    Iterator<String> lines =
        new String(text, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .iterator();
    while (lines.hasNext()) {
      String id = lines.next();
      if (!ids.add(id)) {
        throw new IllegalStateException("the table of mistakes has twice: " + id);
      }
      for (String name : NAMES) {
        String line = lines.hasNext() ? lines.next() : "";
        if (!line.startsWith(name)) {
          throw new IllegalStateException(
              "the table of mistakes needs '%s' here: %s".formatted(name, line));
        }
      }
    }
    return ids;
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
    Row row = block(id);
    if (row == null) {
      row = block("*" + id.substring(id.indexOf('.')));
    }
    int last = id.lastIndexOf('.');
    if (row == null && last > id.indexOf('.')) {
      row = block(id.substring(0, id.indexOf('.')) + ".*" + id.substring(last));
    }
    return row;
  }

  /** Searched for where it is wanted, since of hundreds of blocks a report needs a few. */
  private @Nullable Row block(String id) {
    String start = "\n" + id + "\n" + NAMES.get(0);
    int at = indexOf(start);
    if (at < 0) {
      return null;
    }
    int mistake = at + start.length();
    int where = end(mistake) + 1 + NAMES.get(1).length();
    int hint = end(where) + 1 + NAMES.get(2).length();
    return new Row(line(mistake), line(where), line(hint));
  }

  /**
   * Where words begin; negative where they are not. By Horspool's method, which looks at one byte
   * of as many as the words have: nearly all of the table is not what is wanted.
   */
  private int indexOf(String words) {
    byte[] wanted = words.getBytes(StandardCharsets.ISO_8859_1);
    int length = wanted.length;
    int[] skips = new int[Byte.MAX_VALUE + 1];
    Arrays.fill(skips, length);
    for (int i = 0; i < length - 1; i++) {
      skips[wanted[i]] = length - 1 - i;
    }
    int end = length - 1;
    while (end < text.length) {
      int found = text[end];
      if (found == wanted[length - 1]
          && Arrays.equals(text, end - length + 1, end + 1, wanted, 0, length)) {
        return end - length + 1;
      }
      // The words are an id and have no letter beyond ASCII.
      end += found < 0 ? length : skips[found];
    }
    return -1;
  }

  private String line(int start) {
    return new String(text, start, end(start) - start, StandardCharsets.UTF_8);
  }

  /** Where a line ends. */
  private int end(int start) {
    int end = start;
    while (text[end] != '\n') {
      end++;
    }
    return end;
  }
}
