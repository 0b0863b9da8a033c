package grader.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of entries that mean one file, inside the folder of whoever unpacks them, everywhere. */
final class EntryNames {
  /** The longest name of a file on common file systems; a class's is one part of it. */
  private static final int MAX_LENGTH = 255;

  private EntryNames() {}

  /** What is wrong with the first name that is no good; null when all are. */
  static @Nullable String problem(List<ZipArchive.Entry> entries) {
    Map<String, String> seen = new HashMap<>();
    for (ZipArchive.Entry entry : entries) {
      String name = entry.name();
      String problem = problem(name);
      if (problem != null) {
        return "has an entry "
            + problem
            + " ("
            + (name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "…")
            + "); build it again with 'mvn package'";
      }
      String other = seen.put(path(name).toLowerCase(Locale.ROOT), name);
      if (other != null) {
        return other.equals(name)
            ? "has two entries with the name " + name + "; build it again with 'mvn package'"
            : "has entries that are one file on some systems, %s and %s; rename one of them"
                .formatted(other, name);
      }
    }
    return null;
  }

  private static @Nullable String problem(String name) {
    if (name.isEmpty()) {
      return "without a name";
    }
    if (name.length() > MAX_LENGTH) {
      return "whose name has more than " + MAX_LENGTH + " characters";
    }
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return "with a control character in its name";
      }
    }
    if (name.indexOf('\\') >= 0) {
      return "with a backslash in its name";
    }
    if (name.startsWith("/") || name.indexOf(':') >= 0) {
      return "with an absolute path";
    }
    for (String part : path(name).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return "whose path leaves the jar or is not plain";
      }
    }
    return null;
  }

  /** Of a folder too: as one would write it without the slash at its end. */
  private static String path(String name) {
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }
}
