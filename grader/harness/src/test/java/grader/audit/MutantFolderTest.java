package grader.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantFolderTest {
  /** As PIT writes it. */
  private static final String DETAILS =
      "MutationDetails [id=MutationIdentifier [location=Location [clazz=net.Sum, method=%s,"
          + " methodDesc=(DLnet/X;[I)D], indexes=[%d], mutator=org.pitest.mutators.MathMutator],"
          + " filename=Sum.java, block=[0], lineNumber=%d, description=Replaced double addition"
          + " with subtraction, testsInOrder=[]]\n";

  @TempDir private Path folder = Path.of("");

  private Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    return Files.writeString(path, text);
  }

  private void writeMutant(int number, String method, int index, int line) throws IOException {
    write(
        "export/net/Sum/mutants/" + number + "/details.txt",
        DETAILS.formatted(method, index, line));
  }

  @Test
  void readsWhatPitExportsInTheOrderOfTheSource() throws IOException {
    write("sources/Sum.java", "class Sum {\n  double sum = 1 + 2;\n}\n");
    writeMutant(0, "<init>", 12, 2);
    writeMutant(1, "<init>", 7, 2);
    List<Mutant> mutants = new MutantFolder(folder).mutants();
    assertEquals(
        List.of(
            "Sum.<init>:2#7 MathMutator: Replaced double addition with subtraction",
            "Sum.<init>:2#12 MathMutator: Replaced double addition with subtraction"),
        mutants.stream().map(Mutant::name).toList());
    assertEquals("double sum = 1 + 2;", mutants.get(0).line());
    assertEquals(
        folder.resolve("export/net/Sum/mutants/1/net.Sum.class"), mutants.get(0).classFile());
  }

  @Test
  void exchangesOneClassOfTheSubmission() throws IOException {
    write("sources/Sum.java", "");
    writeMutant(0, "sum", 1, 2);
    Path other = write("unmutated/mlp/MLP.class", "");
    write("unmutated/net/Sum.class", "");
    MutantFolder mutants = new MutantFolder(folder);
    Mutant mutant = mutants.mutants().get(0);
    assertEquals(
        Map.of("mlp/MLP.class", other, "net/Sum.class", mutant.classFile()), mutants.with(mutant));
    Files.delete(folder.resolve("unmutated/net/Sum.class"));
    assertThrows(IOException.class, () -> mutants.with(mutant));
  }

  @Test
  void refusesWhatAnotherVersionOfPitWrites() throws IOException {
    write("export/net/Sum/mutants/0/details.txt", "a mutant of net.Sum");
    IOException e = assertThrows(IOException.class, () -> new MutantFolder(folder).mutants());
    assertTrue(e.toString().contains("is not as PIT 1.30.1 writes it"), e::toString);
  }

  @Test
  void saysHowToMakeWhatIsNotThere() {
    IOException e = assertThrows(IOException.class, () -> new MutantFolder(folder).mutants());
    assertTrue(e.toString().contains("mvn -P mutation package"), e::toString);
  }

  @Test
  void mutantsOfAnotherReferenceAreNoticed() throws IOException {
    String own = MutantFolderTest.class.getName().replace('.', '/') + ".class";
    write("unmutated/" + own, "other bytes");
    write("unmutated/grader/audit/Connection.class", "is in no reference");
    write("unmutated/mlp/MLP.class", "is of another package");
    assertEquals(List.of(own), new MutantFolder(folder).differencesFrom(MutantFolderTest.class));
  }
}
