package grader.protocol;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grader's first message: what is to be run. A worker has it from here and from no file, so
 * that it can start before the submission was looked at, and nothing has to be shown to it.
 *
 * @param classes the class files by the names that stand in them, such as {@code mlp/MLP$Loss}; the
 *     bytes are not changed afterwards
 */
public record BindRequest(Map<String, byte[]> classes) implements Message {
  public BindRequest {
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof BindRequest other && buffers().equals(other.buffers());
  }

  @Override
  public int hashCode() {
    return buffers().hashCode();
  }

  /** Arrays are equal when they are one; what they hold counts here. */
  private Map<String, ByteBuffer> buffers() {
    Map<String, ByteBuffer> buffers = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      buffers.put(each.getKey(), ByteBuffer.wrap(each.getValue()));
    }
    return buffers;
  }
}
