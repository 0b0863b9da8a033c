package grader.intake;

/** Either a submission that can be run, or why it cannot be graded. */
public sealed interface IntakeResult permits Submission, Rejection {}
