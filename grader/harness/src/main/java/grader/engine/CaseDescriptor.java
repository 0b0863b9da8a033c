package grader.engine;

import grader.cases.TestCase;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A case: the container of its checks. */
final class CaseDescriptor extends AbstractTestDescriptor {
  private final TestCase testCase;
  private final boolean isGate;

  CaseDescriptor(UniqueId id, TestSource source, TestCase testCase, boolean isGate) {
    super(id, testCase.title(), source);
    this.testCase = testCase;
    this.isGate = isGate;
  }

  /** Whether nothing else of the suite counts unless this case ends in time. */
  boolean isGate() {
    return isGate;
  }

  TestCase testCase() {
    return testCase;
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }

  @Override
  public String getLegacyReportingName() {
    return testCase.id();
  }
}
