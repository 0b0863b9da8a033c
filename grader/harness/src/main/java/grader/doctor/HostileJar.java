package grader.doctor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Makes an attack's jar: its compiled classes, which are told where their targets are, and what is
 * odd about the jar:
 *
 * <ul>
 *   <li>{@code rename}: classes that get another name, everywhere;
 *   <li>{@code patch}: texts that are replaced in one class;
 *   <li>{@code entries}: what is added, in this order. An entry has a {@code name} and either a
 *       {@code text}, a number of {@code zeros}, or another {@code class} (with {@code replace}, as
 *       in {@code patch}); or it has the {@code sameDataAs} an entry before it. {@code localName}
 *       and {@code declaredSize} are lies; {@code nested} packs it into so many jars; {@code count}
 *       and {@code repeatName} make many entries, and long names.
 * </ul>
 */
final class HostileJar {
  private final Attack attack;
  private final Map<String, String> targets;
  private final ZipForge forge = new ZipForge();

  private HostileJar(Attack attack, Map<String, String> targets) {
    this.attack = attack;
    this.targets = targets;
  }

  /**
   * The jar's bytes.
   *
   * @param targets from texts such as {@code @port@} to what takes their place
   */
  static byte[] of(Attack attack, Map<String, String> targets) throws IOException {
    return new HostileJar(attack, targets).write();
  }

  private byte[] write() throws IOException {
    JsonObject oddities = attack.oddities();
    Map<String, String> renamed = texts(oddities, "rename");
    Map<String, byte[]> classes = classes();
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      String name = each.getKey();
      Map<String, String> replaced = new LinkedHashMap<>(targets);
      replaced.putAll(renamed);
      if (oddities.has("patch")) {
        replaced.putAll(texts(oddities.getAsJsonObject("patch"), name));
      }
      forge.add(
          renamed.getOrDefault(name, name) + ".class",
          ClassText.replace(each.getValue(), replaced));
    }
    if (oddities.has("entries")) {
      for (JsonElement entry : oddities.getAsJsonArray("entries")) {
        add(entry.getAsJsonObject(), classes);
      }
    }
    return forge.file();
  }

  /** The compiled classes by their internal names. */
  private Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (JarFile jar = new JarFile(attack.classes().toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          classes.put(entry.getName().replaceFirst("\\.class$", ""), in.readAllBytes());
        }
      }
    }
    return classes;
  }

  private void add(JsonObject entry, Map<String, byte[]> classes) throws IOException {
    String name = filledIn(entry.get("name").getAsString());
    name = name.repeat(number(entry, "repeatName", 1));
    if (entry.has("sameDataAs")) {
      forge.addAgain(name, entry.get("sameDataAs").getAsString());
    } else if (entry.has("nested")) {
      forge.add(name, nested(number(entry, "nested", 1), number(entry, "zeros", 0)));
    } else if (entry.has("zeros")) {
      forge.addZeros(name, entry.get("zeros").getAsLong(), number(entry, "declaredSize", -1));
    } else {
      byte[] content = content(entry, classes);
      int count = number(entry, "count", 1);
      for (int i = 0; i < count; i++) {
        String each = count == 1 ? name : name + i;
        forge.add(
            each, entry.has("localName") ? entry.get("localName").getAsString() : each, content);
      }
    }
  }

  private byte[] content(JsonObject entry, Map<String, byte[]> classes) {
    if (!entry.has("class")) {
      String text = entry.has("text") ? entry.get("text").getAsString() : "";
      return filledIn(text).getBytes(StandardCharsets.UTF_8);
    }
    byte[] classFile = classes.get(entry.get("class").getAsString());
    if (classFile == null) {
      throw new IllegalArgumentException(attack.name() + " has no " + entry.get("class"));
    }
    Map<String, String> replaced = new LinkedHashMap<>(targets);
    replaced.putAll(texts(entry, "replace"));
    return ClassText.replace(classFile, replaced);
  }

  private static byte[] nested(int depth, long zeros) throws IOException {
    ZipForge forge = new ZipForge();
    if (depth == 1) {
      forge.addZeros("zeros.bin", zeros, -1);
    } else {
      forge.add("inner.jar", nested(depth - 1, zeros));
    }
    return forge.file();
  }

  private String filledIn(String text) {
    String filledIn = text;
    for (Map.Entry<String, String> target : targets.entrySet()) {
      filledIn = filledIn.replace(target.getKey(), target.getValue());
    }
    return filledIn;
  }

  private static Map<String, String> texts(JsonObject object, String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (object.has(member)) {
      object
          .getAsJsonObject(member)
          .entrySet()
          .forEach(each -> texts.put(each.getKey(), each.getValue().getAsString()));
    }
    return texts;
  }

  private static int number(JsonObject object, String member, int otherwise) {
    return object.has(member) ? object.get(member).getAsInt() : otherwise;
  }
}
