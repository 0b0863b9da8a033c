package grader.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
}
