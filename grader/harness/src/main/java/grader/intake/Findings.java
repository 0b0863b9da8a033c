package grader.intake;

import grader.intake.EntryKind.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is in a jar beside classes, one sentence for each kind. */
final class Findings {
  /** Each would run code before the grader, and outside of what is graded. */
  private static final List<String> AGENT_ATTRIBUTES =
      List.of("Launcher-Agent-Class", "Premain-Class", "Agent-Class");

  private static final List<String> UNUSED_ATTRIBUTES =
      List.of("Class-Path", "Add-Opens", "Add-Exports", "Enable-Native-Access");

  /** As the JAR File Specification writes it. */
  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,69}): ");

  private final Map<EntryKind, List<String>> names = new EnumMap<>(EntryKind.class);
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void add(EntryKind kind, String name) {
    if (kind.treatment() != Treatment.UNUSED) {
      names.computeIfAbsent(kind, unused -> new ArrayList<>()).add(name);
    }
  }

  void addManifest(byte[] content) {
    Set<String> attributes = mainAttributes(new String(content, StandardCharsets.UTF_8));
    if (attributes == null) {
      notes.add("its manifest cannot be read, and is not used");
      return;
    }
    for (String attribute : AGENT_ATTRIBUTES) {
      if (attributes.contains(attribute)) {
        problems.add(
            attribute + " in its manifest: refused: a submission is no agent of the JVM's");
      }
    }
    for (String attribute : UNUSED_ATTRIBUTES) {
      if (attributes.contains(attribute)) {
        notes.add(attribute + " in its manifest: not used: the grader knows what it needs");
      }
    }
  }

  /**
   * The names in the section that is about the jar as a whole. The JDK's own reader of manifests
   * logs what it does not like, to the terminal of whoever grades.
   *
   * @return null when there is a line that is neither an attribute nor goes on with one
   */
  private static @Nullable Set<String> mainAttributes(String manifest) {
    Set<String> attributes = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : manifest.lines().toList()) {
      if (line.isEmpty()) {
        break;
      }
      Matcher attribute = ATTRIBUTE.matcher(line);
      if (attribute.lookingAt()) {
        attributes.add(attribute.group(1));
      } else if (attributes.isEmpty() || !line.startsWith(" ")) {
        return null;
      }
    }
    return attributes;
  }

  /** Why the jar is refused; empty when it is not. */
  List<String> problems() {
    return with(Treatment.REFUSED, problems);
  }

  /** What is there and is not used. */
  List<String> notes() {
    return with(Treatment.NOTED, notes);
  }

  private List<String> with(Treatment treatment, List<String> sentences) {
    List<String> all = new ArrayList<>(sentences);
    names.forEach(
        (kind, found) -> {
          if (kind.treatment() == treatment) {
            String others = found.size() == 1 ? "" : " and " + (found.size() - 1) + " more";
            all.add(found.get(0) + others + ": " + kind.sentence());
          }
        });
    return all;
  }
}
