package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelWorkTest {
  @Test
  void piecesRunAtTheSameTimeAndTheirResultsKeepTheirOrder() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    assertEquals(
        List.of("first", "second"),
        ParallelWork.all(2, List.of(() -> meet(both, "first"), () -> meet(both, "second"))));
  }

  private static String meet(CyclicBarrier barrier, String result) throws IOException {
    try {
      barrier.await();
      return result;
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IOException(e);
    }
  }

  @Test
  void whatAPieceThrowsIsThrown() {
    IOException broken = new IOException("broken");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                ParallelWork.<String>all(
                    1,
                    List.of(
                        () -> {
                          throw broken;
                        },
                        () -> "not waited for")));
    assertSame(broken, thrown);
  }
}
