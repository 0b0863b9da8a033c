package grader.worker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void whatItDoesCanBeDoneHere() {
    assertDoesNotThrow(WarmUp::run);
  }
}
