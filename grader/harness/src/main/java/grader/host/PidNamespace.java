package grader.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Processes that end together: when the first process of a pid namespace ends, the kernel ends all
 * others, double-forked or not, before anybody can see that the first one is gone.
 */
final class PidNamespace implements Enclosure {
  private static final long DEATH_SECONDS = 10;
  private static final int MOST_BYTES = 4 << 10;
  private static final Pattern CHILD_PID = Pattern.compile("\"child-pid\":\\s*(\\d{1,10})");

  private final @Nullable WorkerAccount account;

  /** The namespace's first process, by its number here; 0 until it is known. */
  private volatile long first;

  /**
   * A namespace that is still to be made.
   *
   * @param account given back with its end; null when its processes are the grader's own user's
   */
  PidNamespace(@Nullable WorkerAccount account) {
    this.account = account;
  }

  /** Read what {@code bwrap --info-fd} writes: one JSON object, and before its child runs. */
  @Override
  public void open(InputStream output) throws IOException {
    StringBuilder info = new StringBuilder();
    int next;
    while ((next = output.read()) != '}') {
      if (next < 0 || info.length() > MOST_BYTES) {
        throw new EOFException("no sandbox was made");
      }
      info.append(new String(new byte[] {(byte) next}, StandardCharsets.US_ASCII));
    }
    // The line feed after it.
    output.read();
    Matcher matcher = CHILD_PID.matcher(info);
    if (!matcher.find()) {
      throw new EOFException("the sandbox does not tell its process");
    }
    first = Long.parseLong(matcher.group(1));
  }

  @Override
  public long worker(Process process) {
    if (first == 0) {
      throw new IllegalStateException("the namespace is not open");
    }
    return first;
  }

  @Override
  public void kill(Process process) throws InterruptedException {
    try {
      end(process);
    } finally {
      release();
    }
  }

  /** Nothing runs in it, or ever will. */
  void release() {
    if (account != null) {
      account.giveBack();
    }
  }

  private void end(Process process) throws InterruptedException {
    if (first != 0 && process.isAlive()) {
      // Its parent, the process that we started, ends after it and after everything in it.
      ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
      if (process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    }
    // Not told yet who is in it, nor whether it would end with bubblewrap already.
    List<ProcessHandle> inside = process.descendants().toList();
    process.destroyForcibly();
    inside.forEach(ProcessHandle::destroyForcibly);
    process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
    for (ProcessHandle each : inside) {
      awaitEnd(each);
    }
  }

  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(DEATH_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It is the kernel's to end it; nothing more can be done.
    }
  }
}
