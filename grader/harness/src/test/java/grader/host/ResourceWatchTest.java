package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import grader.host.WorkerProcess.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches the process of the tests. */
@Timeout(60)
class ResourceWatchTest {
  private static final long OWN = ProcessHandle.current().pid();
  private static final Duration LONG = Duration.ofDays(1);
  private static final int MUCH = 1 << 20;

  /** Of no process: Linux has far fewer. */
  private static final long NONE = 1L << 40;

  @BeforeEach
  void assumeLinux() {
    assumeTrue(KernelView.isAvailable(), "what a process uses is known on Linux alone");
  }

  @Test
  void aProcessThatUsesLittleIsLeftAlone() {
    assertNull(new ResourceWatch(OWN, LONG, MUCH).look());
  }

  @Test
  void aProcessThatHasTooMuchMemoryIsFoundAtTheFirstLook() {
    assertEquals(new Reply.TookTooMuchMemory(1), new ResourceWatch(OWN, LONG, 1).look());
  }

  /** What was used before the watch began does not count; this process has used seconds. */
  @Test
  void processorTimeCountsFromTheFirstLookOn() {
    Duration limit = Duration.ofMillis(50);
    ResourceWatch watch = new ResourceWatch(OWN, limit, MUCH);
    @Nullable Reply seen = watch.look();
    assertNull(seen);
    while (seen == null) {
      seen = watch.look();
    }
    assertEquals(new Reply.TookTooMuchProcessorTime(limit), seen);
  }

  @Test
  void aProcessThatIsGoneIsForOthersToNotice() {
    assertNull(new ResourceWatch(NONE, Duration.ZERO, 0).look());
  }

  @Test
  void aThreadsNameCannotBeTakenForNumbers() {
    String stat =
        "7 (a) R 1 (b) S 1 7 7 0 -1 4194304 4067 0 0 0 250 50 9 9 20 0 14 0 5 1565130752 72512 x";
    assertEquals(
        new ResourceUsage(283, Duration.ofSeconds(3)),
        ResourceUsage.parse(stat, "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  290048 kB\n"));
  }

  @Test
  void aProcessThatIsEndingHasNoMemory() {
    String stat = "7 (java) Z 1 7 7 0 -1 4194304 4067 0 0 0 1 0 0 0 20 0 1 0 5 0 0 0";
    assertEquals(
        new ResourceUsage(0, Duration.ofMillis(10)),
        ResourceUsage.parse(stat, "Name:\tjava\nState:\tZ (zombie)\n"));
  }

  @Test
  void theKernelsCountOfEndedProcessesIsReadFromItsText() {
    assertEquals(12, MemoryShortage.count("nr_free_pages 42\noom_kill 12\nnuma_hit 7\n"));
    assertEquals(3, MemoryShortage.count("nr_free_pages 42\noom_kill 3"));
    assertEquals(0, MemoryShortage.count("nr_free_pages 42\n"));
    assertEquals(0, MemoryShortage.count(""));
  }
}
