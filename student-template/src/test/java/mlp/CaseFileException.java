package mlp;

/** A case file is not as it has to be; the message names the file, the place in it and the rule. */
final class CaseFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CaseFileException(String message) {
    // Without a stack trace, which would only show the reader of the file.
    super(message, null, false, false);
  }
}
