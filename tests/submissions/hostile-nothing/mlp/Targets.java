package mlp;

/**
 * What an attacker is told of the machine before the attack, so that nothing is safe merely because
 * it is hard to find. The text between @ and @ is filled in, in the compiled class, at each run.
 */
final class Targets {
  private Targets() {}

  /** A folder that only the grader's user can read, with the cases and a file of answers. */
  static String hidden() {
    return "@hidden@";
  }

  /** A file outside the sandbox that does not exist: whoever makes it was there. */
  static String marker() {
    return "@marker@";
  }

  /** An older report of the grader's, outside the sandbox. */
  static String report() {
    return "@report@";
  }

  /** A file outside the sandbox that every user of the machine can read. */
  static String open() {
    return "@open@";
  }

  /** A port on the loopback interface where somebody listens, by TCP and by UDP. */
  static int port() {
    return Integer.parseInt("@port@");
  }

  /** Stands in the grader's command line, and in that of every process that is to outlive it. */
  static String token() {
    return "@token@";
  }
}
