package grader.reference;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import java.util.List;
import java.util.Set;

/** What the reference answers with its switches thrown. */
final class ReferenceAlternatives implements Alternatives {
  @Override
  public List<Alternative> of(Part part) {
    return Mistakes.of(part);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when a key is unknown, then or when it is answered
   */
  @Override
  public Question question(Set<String> common, CaseRequest request) {
    return new ReferenceQuestion(common, request);
  }
}
