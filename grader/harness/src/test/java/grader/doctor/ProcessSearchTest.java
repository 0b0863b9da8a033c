package grader.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches a process in which every kind of place holds something, and something is nowhere. */
class ProcessSearchTest {
  @TempDir private Path folder;

  @Test
  void whatAProcessHasIsFoundWhereItIsAndWhatItHasNotIsNot() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "needs Linux: there is no /proc here");
    Path open = Files.writeString(folder.resolve("open"), "text: in-a-file\n");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec 5<\"$0\"; echo ready; read end", open.toString());
    builder.environment().put("VARIABLE", "in-the-environment");
    Process process = builder.start();
    try {
      // Now the file is open, and the shell waits for its input to end.
      assertEquals("ready", process.inputReader().readLine());
      Needles needles = new Needles();
      needles.add("file", "in-a-file");
      needles.add("variable", "in-the-environment");
      needles.add("argument", "exec 5<");
      needles.add("argument", "echo ready; read end");
      needles.add("absent", "is-not-in-this-process");
      ProcessSearch search = new ProcessSearch(needles);
      search.search(process.toHandle());
      assertFalse(search.hasRoots(), "its root is ours");
      assertEquals(Set.of("an open file"), search.found().get("file, as text in UTF-8"));
      assertTrue(
          search.found().getOrDefault("variable, as text in UTF-8", Set.of()).contains("environ"));
      assertTrue(
          search.found().getOrDefault("argument, as text in UTF-8", Set.of()).contains("cmdline"));
      assertTrue(
          search.found().getOrDefault("variable, as text in UTF-8", Set.of()).stream()
              .anyMatch(place -> place.startsWith("memory")),
          () -> search.found().toString());
      assertFalse(search.found().keySet().stream().anyMatch(each -> each.startsWith("absent")));
    } finally {
      process.destroyForcibly();
    }
  }
}
