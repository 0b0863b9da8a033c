package grader.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.protocol.CapturedOutput;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final AtomicBoolean isExceeded = new AtomicBoolean();
  private final OutputCapture capture = OutputCapture.install(() -> isExceeded.set(true));

  @AfterEach
  void restoreTheStreams() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void nothingIsCapturedWhenNothingIsPrinted() {
    assertEquals(CapturedOutput.NONE, capture.captured());
  }

  @Test
  void bothStreamsAreCapturedInTheOrderOfPrinting() {
    System.out.print("x = ");
    System.err.print("5");
    System.out.write('\n');
    assertEquals(new CapturedOutput("x = 5\n", 6), capture.captured());
  }

  @Test
  void textIsUtf8WhateverTheDefaultIs() {
    System.out.print("ŷ");
    assertEquals(new CapturedOutput("ŷ", 2), capture.captured());
  }

  @Test
  void aNewCaseBeginsWithNothing() {
    System.out.print("before");
    capture.reset();
    assertEquals(CapturedOutput.NONE, capture.captured());
    System.out.print("after");
    assertEquals(new CapturedOutput("after", 5), capture.captured());
  }

  @Test
  void theBeginningIsKeptAndTheRestIsCounted() {
    System.out.print("a".repeat(8000));
    System.out.print("b".repeat(8000));
    assertEquals(
        new CapturedOutput("a".repeat(8000) + "b".repeat(192), 16_000), capture.captured());
    System.out.print("c");
    assertEquals(16_001, capture.captured().totalBytes());
    assertFalse(isExceeded.get());
  }

  @Test
  void theLimitIsReachedWithoutHarmAndPassedWithTheFirstByteMore() {
    byte[] mebibyte = new byte[1 << 20];
    for (int i = 0; i < 16; i++) {
      System.out.write(mebibyte, 0, mebibyte.length);
    }
    assertEquals(OutputCapture.LIMIT_BYTES, capture.captured().totalBytes());
    assertFalse(isExceeded.get());
    System.err.write(0);
    assertTrue(isExceeded.get());
  }
}
