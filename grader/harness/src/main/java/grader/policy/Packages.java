package grader.policy;

/** The packages that a policy's patterns can be about. */
final class Packages {
  private static final String[] KNOWN = {
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "org.apache.commons.math3."
  };

  private Packages() {}

  /**
   * Whether classes with this prefix can be there. Of other owners than the JDK and commons-math3
   * nothing is known: a submission may bring any library.
   */
  static boolean exist(String prefix) {
    boolean isKnown = false;
    for (String known : KNOWN) {
      isKnown |= prefix.startsWith(known);
    }
    String name = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
    return !isKnown
        || Packages.class.getClassLoader().getResource(name.replace('.', '/') + "/") != null
        || ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .anyMatch(each -> each.equals(name) || each.startsWith(name + "."));
  }
}
