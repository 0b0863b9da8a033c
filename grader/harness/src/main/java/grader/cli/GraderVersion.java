package grader.cli;

import picocli.CommandLine.IVersionProvider;

/** The grader's version and the Java that runs it. */
final class GraderVersion implements IVersionProvider {
  /** As the jar's manifest gives it. */
  static final String VERSION = version();

  @Override
  public String[] getVersion() {
    return new String[] {"grader " + VERSION + " (Java " + Runtime.version() + ")"};
  }

  private static String version() {
    String version = GraderVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }
}
