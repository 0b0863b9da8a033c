package grader.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a case gave so far, sent before a step that may end the process. It counts when no answer
 * comes.
 *
 * @param number the number of the request that is being answered
 * @param tensors all that was returned so far, by name
 */
public record CaseProgress(long number, Map<String, Tensor> tensors) implements Message {
  public CaseProgress {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }
}
