package grader.protocol;

import java.util.List;

/**
 * The worker's first message: what it sees around itself, told before anything of the submission is
 * loaded. The grader compares it with what the sandbox promises.
 *
 * @param pid the process id that the worker sees for itself
 * @param javaVersion the worker's Java version
 * @param environment the names of its environment variables
 * @param networkInterfaces the names of the network interfaces
 * @param rootEntries the names in the root folder
 */
public record WorkerStarted(
    long pid,
    String javaVersion,
    List<String> environment,
    List<String> networkInterfaces,
    List<String> rootEntries)
    implements Message {
  public WorkerStarted {
    environment = List.copyOf(environment);
    networkInterfaces = List.copyOf(networkInterfaces);
    rootEntries = List.copyOf(rootEntries);
  }
}
