package grader.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a case gave.
 *
 * @param number the number of the request that this answers
 * @param tensors what was returned before the end, by name
 * @param failure why the case ended early; null when it ran to its end
 * @param output what the submission printed meanwhile
 */
public record CaseResponse(
    long number, Map<String, Tensor> tensors, @Nullable Failure failure, CapturedOutput output)
    implements Message {
  public CaseResponse {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }
}
