package grader.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Case files made of good ones: tokens and whole values that go, come, change places or become
 * something else, most of the time so that it is JSON still; and seldom bytes anywhere.
 */
final class JsonMutator implements Fuzzing.Mutator {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d[\\d.eE+-]*|[a-zA-Z]+|[{}\\[\\],:]|\\s+|.");

  private static final List<String> VALUES =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "2",
          "7",
          "0.5",
          "1e-3",
          "1e3",
          "1e308",
          "-1e308",
          "1e309",
          "1e-400",
          "1e999999999",
          "1e-999999999",
          "1.0",
          "1048576",
          "1048577",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "9".repeat(2000),
          "0." + "0".repeat(2000) + "1",
          "01",
          "1.",
          "true",
          "null",
          "NaN",
          "\"\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"-Infinity\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"\\u202e\"",
          "\"one\"",
          "\"relu\"",
          "\"forward\"",
          "\"loss\"",
          "\"property\"",
          "[]",
          "{}",
          "[[]]",
          "[1]",
          "[[1, 2], [3]]",
          "{\"generator\": \"normal\"}",
          "{\"generator\": \"normal\", \"mean\": 1e308, \"std\": 1e308}",
          "{\"generator\": \"uniform\", \"low\": -1e308, \"high\": 1e308}",
          "{\"generator\": \"bernoulli\", \"p\": 0}",
          "{\"generator\": \"constant\", \"value\": -0.0}",
          "{\"points\": 1}",
          "{\"norm\": 1e-300}",
          "{\"rtol\": 0, \"atol\": 0}",
          "[".repeat(40) + "]".repeat(40),
          "/* */",
          "// \n",
          "\uFEFF",
          "\u00a0",
          "'x'");

  private final List<List<String>> files;

  /** Files made of these. */
  JsonMutator(List<String> files) {
    this.files = files.stream().map(JsonMutator::tokens).toList();
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  @Override
  public byte[] make(SplittableRandom random) {
    List<String> tokens = new ArrayList<>(files.get(random.nextInt(files.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      change(tokens, random);
    }
    byte[] text = String.join("", tokens).getBytes(StandardCharsets.UTF_8);
    return random.nextInt(10) == 0 ? Bytes.damaged(text, random) : text;
  }

  private void change(List<String> tokens, SplittableRandom random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).isBlank()) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      tokens.add("{}");
      return;
    }
    int at = places.get(random.nextInt(places.size()));
    switch (random.nextInt(10)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> Collections.swap(tokens, at, places.get(random.nextInt(places.size())));
      case 3 -> {
        List<String> other = files.get(random.nextInt(files.size()));
        tokens.set(at, other.get(random.nextInt(other.size())));
      }
      case 4 -> tokens.subList(at, tokens.size()).clear();
      default -> changeValue(tokens, valueNear(tokens, at), random);
    }
  }

  /** The place where the nearest value begins: a key or a comma stays what it is. */
  private static int valueNear(List<String> tokens, int at) {
    for (int i = at; i < tokens.size(); i++) {
      if (!tokens.get(i).isBlank() && !"{}],:".contains(tokens.get(i))) {
        int next = i + 1;
        boolean isKey = next < tokens.size() && tokens.get(next).equals(":");
        if (!isKey) {
          return i;
        }
      }
    }
    return at;
  }

  private static void changeValue(List<String> tokens, int at, SplittableRandom random) {
    List<String> value = tokens.subList(at, end(tokens, at));
    List<String> copy = List.copyOf(value);
    switch (random.nextInt(6)) {
      case 0 -> {
        value.addAll(List.of(",", " "));
        value.addAll(copy);
      }
      case 1 -> {
        value.add(0, "[");
        value.add("]");
      }
      default -> {
        value.clear();
        value.add(VALUES.get(random.nextInt(VALUES.size())));
      }
    }
  }

  /** Behind the value that begins here. */
  private static int end(List<String> tokens, int at) {
    int depth = 0;
    for (int i = at; i < tokens.size(); i++) {
      String token = tokens.get(i);
      depth += token.equals("[") || token.equals("{") ? 1 : 0;
      depth -= token.equals("]") || token.equals("}") ? 1 : 0;
      if (depth <= 0) {
        return i + 1;
      }
    }
    return tokens.size();
  }
}
