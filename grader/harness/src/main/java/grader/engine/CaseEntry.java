package grader.engine;

/** The keys under which a case publishes what is not a verdict. */
final class CaseEntry {
  static final String NANOSECONDS = "nanoseconds";
  static final String OUTPUT = "output";
  static final String OUTPUT_BYTES = "output-bytes";
  static final String TRACE = "trace";

  private CaseEntry() {}
}
