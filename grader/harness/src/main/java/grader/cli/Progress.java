package grader.cli;

/** Is told how far a run is. */
interface Progress {
  /** Nobody looks. */
  Progress NONE = new Nobody();

  /** So many cases will be run. */
  void begin(int cases);

  /** This case is run now; a case of several requests is told once for each. */
  void running(String caseId);

  /** All were run, or none will be any more. */
  void end();

  /** A class and not lambdas: there are three methods. */
  final class Nobody implements Progress {
    private Nobody() {}

    @Override
    public void begin(int cases) {}

    @Override
    public void running(String caseId) {}

    @Override
    public void end() {}
  }
}
