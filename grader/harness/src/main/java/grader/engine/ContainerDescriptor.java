package grader.engine;

import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A suite. */
final class ContainerDescriptor extends AbstractTestDescriptor {
  ContainerDescriptor(UniqueId id, String displayName, TestSource source) {
    super(id, displayName, source);
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }
}
