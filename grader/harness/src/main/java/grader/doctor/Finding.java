package grader.doctor;

import java.util.List;

/**
 * What came of one attack on this machine.
 *
 * @param details what was reached, or why it was not tried; empty when there is nothing to say
 */
record Finding(Attack attack, Status status, List<String> details) {
  Finding {
    details = List.copyOf(details);
  }

  /** How it stands with the promise, in the words of the table. */
  enum Status {
    /** Tried, and it reached nothing: as promised, or because it happened to hold. */
    HELD("held"),
    /** Tried where the rung does not promise to hold it, and it reached something. */
    WEAKER_HERE("weaker here"),
    /** This machine has not what the attack needs. */
    NOT_AVAILABLE("not available"),
    /** Something that was promised did not hold. */
    BROKEN("BROKEN");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
