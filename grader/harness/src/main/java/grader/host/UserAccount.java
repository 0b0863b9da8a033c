package grader.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All processes of one user, wherever they have gone. */
final class UserAccount implements Enclosure {
  private static final long DEATH_SECONDS = 10;

  /** Ends all processes of the user but itself. */
  private static final List<String> KILL_ALL = List.of("/bin/sh", "-c", "kill -9 -1");

  private final WorkerAccount account;
  private final String setpriv;

  /**
   * An account that only the worker uses.
   *
   * @param account given back when nothing runs as it any more
   */
  UserAccount(WorkerAccount account, String setpriv) {
    this.account = account;
    this.setpriv = setpriv;
  }

  WorkerAccount account() {
    return account;
  }

  @Override
  public void open(InputStream output) {
    // Nothing stands between the worker and its output.
  }

  @Override
  public long worker(Process process) {
    return process.pid();
  }

  @Override
  public void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEATH_SECONDS);
    do {
      // All at once, so that nothing is started meanwhile; and one by one, should they hit back.
      killAll();
      running().forEach(ProcessHandle::destroyForcibly);
    } while (!running().isEmpty() && System.nanoTime() < end);
    release();
  }

  private List<ProcessHandle> running() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private boolean isOurs(ProcessHandle process) {
    try {
      KernelView kernel = KernelView.ofStatus(process.pid());
      // What has ended and waits to be reaped runs no more.
      return !kernel.status("State").startsWith("Z")
          && List.of(kernel.status("Uid").split("\\s+", -1))
              .contains(Integer.toString(account.id()));
    } catch (IOException e) {
      // It is gone.
      return false;
    }
  }

  private void killAll() throws InterruptedException {
    List<String> command = new ArrayList<>(account.command(setpriv));
    command.addAll(KILL_ALL);
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.start().waitFor();
    } catch (IOException e) {
      // Then one by one.
    }
  }

  /** Nothing runs as this user any more. */
  void release() {
    account.giveBack();
  }
}
