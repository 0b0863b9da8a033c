package mlp;

/** Kills the grader, and with it the grade. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    ProcessHandle.of(GraderProcess.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }
}
