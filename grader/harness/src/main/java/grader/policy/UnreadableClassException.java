package grader.policy;

/** A file of a submission's that begins like a class file and is none. */
public final class UnreadableClassException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableClassException(String file, Throwable cause) {
    super(file + " cannot be read as a class file; build it again with 'mvn package'", cause);
  }
}
