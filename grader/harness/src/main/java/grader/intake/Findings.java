package grader.intake;

import grader.intake.EntryKind.Treatment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** What is in a jar beside classes, one sentence for each kind. */
final class Findings {
  /** Each would run code before the grader, and outside of what is graded. */
  private static final List<String> AGENT_ATTRIBUTES =
      List.of("Launcher-Agent-Class", "Premain-Class", "Agent-Class");

  private static final List<String> UNUSED_ATTRIBUTES =
      List.of("Class-Path", "Add-Opens", "Add-Exports", "Enable-Native-Access");

  private final Map<EntryKind, List<String>> names = new EnumMap<>(EntryKind.class);
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void add(EntryKind kind, String name) {
    if (kind.treatment() != Treatment.UNUSED) {
      names.computeIfAbsent(kind, unused -> new ArrayList<>()).add(name);
    }
  }

  void addManifest(byte[] content) {
    Attributes attributes;
    try {
      attributes = new Manifest(new ByteArrayInputStream(content)).getMainAttributes();
    } catch (IOException e) {
      notes.add("its manifest cannot be read, and is not used");
      return;
    }
    for (String attribute : AGENT_ATTRIBUTES) {
      if (attributes.getValue(attribute) != null) {
        problems.add(
            attribute + " in its manifest: refused: a submission is no agent of the JVM's");
      }
    }
    for (String attribute : UNUSED_ATTRIBUTES) {
      if (attributes.getValue(attribute) != null) {
        notes.add(attribute + " in its manifest: not used: the grader knows what it needs");
      }
    }
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
