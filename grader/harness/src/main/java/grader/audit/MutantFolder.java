package grader.audit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mutants as the Maven profile {@code mutation} leaves them:
 *
 * <pre>
 * unmutated/                                            the classes of a submission
 * sources/                                              of those that are mutated
 * export/grader/reference/MLP/mutants/0/                what PIT's feature EXPORT writes:
 *                                      details.txt      which change
 *                                      grader.reference.MLP.class
 * </pre>
 */
final class MutantFolder {
  private static final String DETAILS = "details.txt";
  private static final String CLASS = ".class";

  /** MutationDetails.toString of PIT 1.30.1. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "clazz=(?<class>[^,]+), method=(?<method>.+?), methodDesc=.*"
              + "indexes=\\[(?<index>\\d+).*?\\], mutator=(?<mutator>[^\\]]+)\\], "
              + "filename=(?<file>[^,]+), .*lineNumber=(?<line>\\d+), "
              + "description=(?<change>.*), testsInOrder=.*",
          Pattern.DOTALL);

  private final Path folder;

  MutantFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The classes of the submission that is mutated.
   *
   * @return class files by their names in a jar
   */
  Map<String, Path> unmutated() throws IOException {
    Path root = folder.resolve("unmutated");
    Map<String, Path> classes = new LinkedHashMap<>();
    for (Path file : files(root, CLASS)) {
      classes.put(root.relativize(file).toString().replace(File.separatorChar, '/'), file);
    }
    return classes;
  }

  /** The same, with one of its classes exchanged. */
  Map<String, Path> with(Mutant mutant) throws IOException {
    Map<String, Path> classes = unmutated();
    String name = mutant.className().replace('.', '/') + CLASS;
    if (classes.replace(name, mutant.classFile()) == null) {
      throw new IOException("there is a mutant of " + name + ", which is no class of " + folder);
    }
    return classes;
  }

  /**
   * Every mutant, in the order of the source.
   *
   * @throws IOException when the folder is not what the profile leaves
   */
  List<Mutant> mutants() throws IOException {
    List<Mutant> mutants = new ArrayList<>();
    for (Path details : files(folder.resolve("export"), DETAILS)) {
      mutants.add(mutant(details));
    }
    mutants.sort(
        Comparator.comparing(Mutant::className)
            .thenComparing(Mutant::lineNumber)
            .thenComparing(Mutant::index)
            .thenComparing(Mutant::mutator));
    return mutants;
  }

  private Mutant mutant(Path details) throws IOException {
    Matcher change = CHANGE.matcher(Files.readString(details));
    if (!change.find()) {
      throw new IOException(details + " is not as PIT 1.30.1 writes it; make the mutants with it");
    }
    String className = change.group("class");
    String mutator = change.group("mutator");
    int line = Integer.parseInt(change.group("line"));
    return new Mutant(
        className,
        change.group("method"),
        mutator.substring(mutator.lastIndexOf('.') + 1),
        Integer.parseInt(change.group("index")),
        line,
        line(change.group("file"), line),
        change.group("change"),
        details.resolveSibling(className + CLASS));
  }

  private String line(String file, int number) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("sources").resolve(file));
    return number <= lines.size() ? lines.get(number - 1).strip() : "";
  }

  private List<Path> files(Path root, String ending) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException(
          folder + " holds no mutants; make them with 'mvn -P mutation package -pl grader -am'");
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /**
   * The classes that differ from those of the running grader: mutants of another reference say
   * nothing of this one.
   *
   * @param reference a class of the grader's reference
   * @return names in a jar
   */
  List<String> differencesFrom(Class<?> reference) throws IOException {
    String owner = reference.getPackageName().replace('.', '/') + "/";
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, Path> each : unmutated().entrySet()) {
      if (!each.getKey().startsWith(owner)) {
        continue;
      }
      try (InputStream own = reference.getResourceAsStream("/" + each.getKey())) {
        // What is not there only connects the reference with the contract.
        if (own != null
            && !Arrays.equals(own.readAllBytes(), Files.readAllBytes(each.getValue()))) {
          different.add(each.getKey());
        }
      }
    }
    return different;
  }
}
