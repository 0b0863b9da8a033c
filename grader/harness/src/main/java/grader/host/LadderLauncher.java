package grader.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Launches on the highest rung that can be reached. What the first worker of a run stands on, all
 * others stand on: a run has one rung.
 */
public final class LadderLauncher implements WorkerLauncher {
  private final List<WorkerLauncher> rungs;
  private final List<String> reasons = new ArrayList<>();
  private volatile @Nullable WorkerLauncher reached;

  /**
   * A ladder.
   *
   * @param rungs the highest first; at least one
   */
  public LadderLauncher(List<WorkerLauncher> rungs) {
    this.rungs = List.copyOf(rungs);
  }

  @Override
  public WorkerProcess launch() throws IOException {
    WorkerLauncher known = reached;
    if (known != null) {
      return known.launch();
    }
    reasons.clear();
    for (WorkerLauncher rung : rungs) {
      try {
        WorkerProcess worker = rung.launch();
        reached = rung;
        return worker;
      } catch (SandboxUnavailableException e) {
        reasons.add("no sandbox '%s': %s".formatted(rung.isolation().rung(), e.getMessage()));
      }
    }
    throw new SandboxUnavailableException(String.join("; ", reasons));
  }

  @Override
  public Isolation isolation() {
    WorkerLauncher rung = reached;
    if (rung == null) {
      return Isolation.NONE;
    }
    Isolation isolation = rung.isolation();
    List<String> notes = new ArrayList<>(isolation.notes());
    notes.addAll(reasons);
    return new Isolation(isolation.rung(), notes);
  }
}
