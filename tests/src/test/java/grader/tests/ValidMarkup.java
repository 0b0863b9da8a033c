package grader.tests;

import grader.validity.Validity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports in HTML and XML, of which a checker takes longer to read one than a submission takes to
 * be graded. It is asked of those alone that have something which none before them had: a tag with
 * other attributes, another class or another kind of value, or after another tag.
 */
final class ValidMarkup {
  private static final boolean IS_EACH_CHECKED = Boolean.getBoolean("fixtures.check-each-report");

  private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=]+)(?:=\"([^\"]*)\")?");
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  /** What stands in these is no HTML, and is the same in every page. */
  private static final Set<String> OF_ANOTHER_LANGUAGE = Set.of("style", "script");

  /** Before what is no markup, in XML. */
  private static final String CHARACTERS = "<![CDATA[";

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private ValidMarkup() {}

  /**
   * What is wrong with a report; empty when nothing is.
   *
   * @param format {@code html}, or one that is XML
   */
  static List<String> problems(Validity validity, String format, String text) {
    List<String> problems = new ArrayList<>();
    Set<String> features = features(format, text, problems);
    if (IS_EACH_CHECKED || !KNOWN.containsAll(features)) {
      problems.addAll(validity.problems(format, text));
    }
    if (problems.isEmpty()) {
      KNOWN.addAll(features);
    }
    return problems;
  }

  /**
   * Each tag with the one before it.
   *
   * @param problems gets the ids of a page that stand twice, which no single tag tells, and what
   *     does not end
   */
  private static Set<String> features(String format, String text, List<String> problems) {
    Set<String> features = new HashSet<>();
    Set<String> ids = new HashSet<>();
    Set<String> seen = new HashSet<>();
    String before = "";
    int end = 0;
    for (int start = text.indexOf('<'); start >= 0 && end >= 0; start = text.indexOf('<', end)) {
      boolean isMarkup = !text.startsWith(CHARACTERS, start);
      end = text.indexOf(isMarkup ? ">" : "]]>", start);
      if (!isMarkup || end < 0) {
        continue;
      }
      String tag = text.substring(start + 1, end);
      String name = name(tag);
      // A page has thousands of tags, and most of them are written just like one before.
      if (seen.add(before + " <" + tag) || tag.contains(" id=")) {
        StringBuilder feature = new StringBuilder(format + " " + before + " <" + name);
        Matcher attribute = ATTRIBUTE.matcher(tag.substring(name.length()));
        while (attribute.find()) {
          String key = attribute.group(1);
          String value = attribute.group(2) == null ? "" : attribute.group(2);
          if (format.equals("html") && key.equals("id") && !ids.add(value)) {
            problems.add("the id " + value + " stands twice");
          }
          feature.append(' ').append(key).append('=').append(kind(key, value));
        }
        features.add(feature.toString());
      }
      before = name;
      if (OF_ANOTHER_LANGUAGE.contains(name)) {
        end = text.indexOf("</" + name, end);
      }
    }
    if (end < 0) {
      problems.add("the tag after <" + before + "> or what is in it does not end");
    }
    return features;
  }

  /** What stands before the first space. */
  private static String name(String tag) {
    int end = 0;
    while (end < tag.length() && !Character.isWhitespace(tag.charAt(end))) {
      end++;
    }
    return tag.substring(0, end);
  }

  /** What a value is alike to; a class is only alike to itself. */
  private static String kind(String name, String value) {
    if (name.equals("class") || value.isEmpty()) {
      return value;
    }
    return NUMBER.matcher(value).matches() ? "number" : value.contains(" ") ? "text" : "word";
  }
}
