package grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What keeps bubblewrap from working on this machine, and what to do about it. */
final class SandboxAdvice {
  private SandboxAdvice() {}

  /** Another sentence for the message of a failed start; empty when nothing is known. */
  static String text() {
    if (has("/proc/sys/kernel/unprivileged_userns_clone", "0")) {
      return "; this system forbids user namespaces: sysctl kernel.unprivileged_userns_clone=1";
    }
    if (has("/proc/sys/user/max_user_namespaces", "0")) {
      return "; this system allows no user namespace: sysctl user.max_user_namespaces=10000";
    }
    if (has("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")) {
      return "; AppArmor may forbid user namespaces (Ubuntu 24.04 does): give bwrap a profile with"
          + " 'userns,', or sysctl kernel.apparmor_restrict_unprivileged_userns=0";
    }
    return "; in a container, allow it to make user namespaces (Docker: --security-opt"
        + " seccomp=unconfined --security-opt apparmor=unconfined)";
  }

  private static boolean has(String setting, String value) {
    try {
      return Files.readString(Path.of(setting)).strip().equals(value);
    } catch (IOException e) {
      // This kernel has no such setting.
      return false;
    }
  }
}
