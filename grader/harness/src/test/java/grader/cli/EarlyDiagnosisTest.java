package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.diagnosis.AnswerFindings;
import grader.host.CaseOutcome;
import grader.oracle.Alternatives;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.SampleRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of a run of one case. */
@Timeout(60)
class EarlyDiagnosisTest {
  private static final TestCase CASE =
      SampleRun.testCase("one", Operation.FORWARD, SampleRun.check("yHat", "1"));
  private static final PreparedCase PREPARED =
      new PreparedCase(
          CASE,
          new CaseRequest(1, "forward", Map.of(), Map.of()),
          Map.of("yHat", Tensor.vector(1, 2)),
          null);

  /** The thread on which the case's answer was wanted; null when nobody wanted it. */
  private final AtomicReference<Thread> wanted = new AtomicReference<>();

  private EarlyDiagnosis diagnosis(
      Function<CaseRequest, CaseOutcome> answers, Grader.AlternativesSource alternatives) {
    return new EarlyDiagnosis(
        List.of(SampleRun.suite("Suite", CASE)),
        Map.of("one", PREPARED),
        request -> {
          wanted.set(Thread.currentThread());
          return answers.apply(request);
        },
        alternatives);
  }

  private static CaseOutcome right(CaseRequest request) {
    return new CaseOutcome(
        PREPARED.expected(), null, List.of(), CapturedOutput.NONE, Duration.ZERO);
  }

  @Test
  void theFirstFailureBeginsItAndTheNextDoesNotBeginItAgain() throws IOException {
    try (EarlyDiagnosis diagnosis = diagnosis(EarlyDiagnosisTest::right, () -> Alternatives.NONE)) {
      diagnosis.begin();
      diagnosis.begin();
      AnswerFindings findings = diagnosis.findings();
      assertSame(findings, diagnosis.findings());
    }
  }

  @Test
  void aRunWithoutAFailureAsksNothing() {
    diagnosis(EarlyDiagnosisTest::right, () -> Alternatives.NONE).close();
    assertEquals(null, wanted.get());
  }

  @Test
  void itIsBegunWhereItIsWaitedForAtTheLatest() throws IOException {
    try (EarlyDiagnosis diagnosis = diagnosis(EarlyDiagnosisTest::right, () -> Alternatives.NONE)) {
      diagnosis.findings();
    }
    assertNotSame(null, wanted.get());
  }

  @Test
  void whoeverBeginsItGoesOnWhileItWaitsForAnswers() throws IOException {
    CountDownLatch answered = new CountDownLatch(1);
    try (EarlyDiagnosis diagnosis =
        diagnosis(
            request -> {
              await(answered);
              return right(request);
            },
            () -> Alternatives.NONE)) {
      diagnosis.begin();
      // Here the other checks are judged.
      answered.countDown();
      diagnosis.findings();
    }
    assertNotSame(Thread.currentThread(), wanted.get());
  }

  @Test
  void whatItFailsWithIsThrownWhereItIsWaitedFor() {
    IllegalArgumentException fault = new IllegalArgumentException("a fault");
    StackOverflowError error = new StackOverflowError();
    IOException damage = new IOException("a damaged file");
    assertSame(fault, assertThrows(RuntimeException.class, failing(fault)::findings));
    assertSame(error, assertThrows(RuntimeException.class, failing(error)::findings).getCause());
    EarlyDiagnosis unreadable =
        diagnosis(
            EarlyDiagnosisTest::right,
            () -> {
              throw damage;
            });
    assertSame(damage, assertThrows(IOException.class, unreadable::findings));
  }

  private EarlyDiagnosis failing(Throwable thrown) {
    return diagnosis(
        request -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        },
        () -> Alternatives.NONE);
  }

  @Test
  void oneThatStillWaitsForAnAnswerEndsWithTheRun() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (EarlyDiagnosis diagnosis =
        diagnosis(
            request -> {
              waiting.countDown();
              try {
                await(never);
              } finally {
                ended.countDown();
              }
              return right(request);
            },
            () -> Alternatives.NONE)) {
      diagnosis.begin();
      waiting.await();
    }
    ended.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
