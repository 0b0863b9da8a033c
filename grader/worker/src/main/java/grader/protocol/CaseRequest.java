package grader.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One case to run. It never holds an expected value.
 *
 * @param number told back in the response, so that an answer belongs to one question
 * @param operation the name of what to run, such as {@code forward}
 * @param attributes named settings, such as {@code f} → {@code relu}
 * @param tensors named inputs
 */
public record CaseRequest(
    long number, String operation, Map<String, String> attributes, Map<String, Tensor> tensors)
    implements Message {
  public CaseRequest {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  // What a record would do by itself; but the JVM makes a record's own methods when they are first
  // called, which takes as long as a dozen cases, and the questions of laws are compared in every
  // run.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CaseRequest that
        && number == that.number
        && operation.equals(that.operation)
        && attributes.equals(that.attributes)
        && tensors.equals(that.tensors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, operation, attributes, tensors);
  }
}
