package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadStartTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Test
  void theFirstWorkerIsTheOneThatWasLaunchedAhead() throws IOException {
    FakeWorkerLauncher launcher = new FakeWorkerLauncher(directory, "ready");
    try (HeadStart headStart = new HeadStart(launcher);
        WorkerProcess first = headStart.launch()) {
      assertEquals(launcher.processes().get(0).pid(), first.pid());
      assertEquals(1, launcher.processes().size());
    }
  }

  @Test
  void theNextWorkerIsLaunchedWhenItIsAskedFor() throws IOException {
    FakeWorkerLauncher launcher = new FakeWorkerLauncher(directory, "ready");
    try (HeadStart headStart = new HeadStart(launcher);
        WorkerProcess first = headStart.launch();
        WorkerProcess second = headStart.launch()) {
      assertTrue(first.pid() != second.pid());
      assertEquals(2, launcher.processes().size());
    }
  }

  @Test
  void aWorkerThatNobodyTookEndsWithIt() {
    FakeWorkerLauncher launcher = new FakeWorkerLauncher(directory, "ready");
    new HeadStart(launcher).close();
    assertEquals(1, launcher.processes().size());
    assertFalse(launcher.processes().get(0).isAlive());
  }

  @Test
  void aLaunchThatFailedIsTriedAgainAndItsReasonTold() throws IOException {
    FakeWorkerLauncher launcher =
        new FakeWorkerLauncher(directory, FakeWorkerLauncher.NO_PROCESS, "ready");
    try (HeadStart headStart = new HeadStart(launcher);
        WorkerProcess second = headStart.launch()) {
      assertEquals(launcher.processes().get(0).pid(), second.pid());
    }
    try (HeadStart headStart =
        new HeadStart(new FakeWorkerLauncher(directory, FakeWorkerLauncher.NO_PROCESS))) {
      IOException thrown = assertThrows(IOException.class, headStart::launch);
      assertEquals("too many processes", thrown.getMessage());
    }
  }
}
