package grader.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a jar's entry is to the grader, by its name. */
enum EntryKind {
  /** Run, if it is asked for. */
  CLASS(Treatment.USED, ""),
  MANIFEST(Treatment.UNUSED, ""),
  /** A resource or a folder: a submission has no way to it. */
  OTHER(Treatment.UNUSED, ""),

  COMMONS_MATH(
      Treatment.NOTED, "not used: the grader brings commons-math3 itself; leave it out of the jar"),
  LIBRARY(Treatment.NOTED, "not used: nothing looks for classes in a jar inside the jar"),
  SERVICE(Treatment.NOTED, "not used: the grader looks for no services in a submission"),

  RESERVED(
      Treatment.REFUSED,
      "refused: the packages java, jdk, sun, grader, org.junit and de.thetaphi.forbiddenapis are"
          + " not a submission's"),
  VERSIONED(
      Treatment.REFUSED,
      "refused: one class for every version of Java; build the jar without META-INF/versions"),
  NATIVE(Treatment.REFUSED, "refused: native code; a submission is Java alone");

  /** Whether an entry is run, ignored, ignored with a word about it, or the end of the matter. */
  enum Treatment {
    USED,
    UNUSED,
    NOTED,
    REFUSED
  }

  private static final String CLASS_ENDING = ".class";

  private static final Map<String, EntryKind> BY_FOLDER =
      Map.of(
          "org/apache/commons/math3/", COMMONS_MATH,
          "java/", RESERVED,
          "jdk/", RESERVED,
          "sun/", RESERVED,
          "grader/", RESERVED,
          "org/junit/", RESERVED,
          "de/thetaphi/forbiddenapis/", RESERVED);

  private static final List<String> LIBRARY_ENDINGS = List.of(".jar", ".war", ".ear", ".jmod");
  private static final List<String> NATIVE_ENDINGS = List.of(".so", ".dll", ".dylib", ".jnilib");

  private final Treatment treatment;
  private final String sentence;

  EntryKind(Treatment treatment, String sentence) {
    this.treatment = treatment;
    this.sentence = sentence;
  }

  Treatment treatment() {
    return treatment;
  }

  /** What happens to such an entry and why; continues its name and a colon. */
  String sentence() {
    return sentence;
  }

  static EntryKind of(String name) {
    // Java itself finds META-INF in any case.
    String lowerCase = name.toLowerCase(Locale.ROOT);
    if (lowerCase.equals("meta-inf/manifest.mf")) {
      return MANIFEST;
    }
    if (lowerCase.startsWith("meta-inf/services/") && !name.endsWith("/")) {
      return SERVICE;
    }
    if (name.endsWith(CLASS_ENDING)) {
      return ofClass(name, lowerCase);
    }
    if (endsWithOneOf(LIBRARY_ENDINGS, lowerCase)) {
      return LIBRARY;
    }
    return endsWithOneOf(NATIVE_ENDINGS, lowerCase) ? NATIVE : OTHER;
  }

  private static boolean endsWithOneOf(List<String> endings, String name) {
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static EntryKind ofClass(String name, String lowerCase) {
    if (name.equals("module-info.class") || name.endsWith("/module-info.class")) {
      return OTHER;
    }
    if (lowerCase.startsWith("meta-inf/")) {
      return lowerCase.startsWith("meta-inf/versions/") ? VERSIONED : OTHER;
    }
    for (Map.Entry<String, EntryKind> folder : BY_FOLDER.entrySet()) {
      if (name.startsWith(folder.getKey())) {
        return folder.getValue();
      }
    }
    return CLASS;
  }
}
