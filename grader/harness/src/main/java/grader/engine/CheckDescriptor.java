package grader.engine;

import grader.cases.Check;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A check: a test. */
final class CheckDescriptor extends AbstractTestDescriptor {
  private final Check check;

  CheckDescriptor(UniqueId id, TestSource source, Check check) {
    super(id, check.id(), source);
    this.check = check;
  }

  Check check() {
    return check;
  }

  @Override
  public Type getType() {
    return Type.TEST;
  }
}
