package grader.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is found out before anything is attacked: on which rung grading stands here, and that the
 * network that carries the attacks is right when it carries none.
 *
 * @param notes what the rung does not promise, and how to reach a better one
 */
record Control(String rung, List<String> notes) {
  /** Carries no attack. */
  static final String NAME = "nothing";

  /**
   * Grade it.
   *
   * @throws IOException when it cannot be graded here
   */
  static Control of(Attack nothing, Path folder, String sandbox) throws IOException {
    try (Canaries canaries = new Canaries(folder)) {
      Files.write(canaries.jar(), HostileJar.of(nothing, canaries.targets()));
      GraderRun run =
          GraderRun.of(
              folder,
              canaries.temporary(),
              canaries.environment(),
              List.of(
                  // As the attacks: it comes with what they share, and uses none of it.
                  "--policy-mode=off",
                  "--format",
                  "json",
                  "--sandbox",
                  sandbox,
                  "--tests",
                  canaries.cases().toString(),
                  canaries.jar().toString()));
      if (!run.ended() || run.exitCode() != 0) {
        throw new IOException("not even a submission without an attack is graded: " + run.err());
      }
      JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
      List<String> notes = new ArrayList<>();
      report.getAsJsonArray("sandboxNotes").forEach(note -> notes.add(note.getAsString()));
      return new Control(report.get("sandbox").getAsString(), notes);
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("the grader wrote no report", e);
    }
  }
}
