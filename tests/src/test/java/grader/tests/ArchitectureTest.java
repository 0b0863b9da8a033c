package grader.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the architecture, on the jars as they are assembled. */
@Tag("long")
class ArchitectureTest {
  private static JavaClasses graderClasses = new ClassFileImporter().importClasses();

  @BeforeAll
  static void importTheAssembledJars() throws IOException {
    List<JarFile> jars = new ArrayList<>();
    for (String folder : List.of("worker", "lib")) {
      for (Path jar : Product.jars(folder)) {
        if (jar.getFileName().toString().startsWith("grader-")) {
          jars.add(new JarFile(jar.toFile()));
        }
      }
    }
    graderClasses = new ClassFileImporter().importJars(jars);
    for (JarFile jar : jars) {
      jar.close();
    }
  }

  @Test
  void theWorkerSeesTheJdkAndCommonsMathAlone() {
    check(
        classes()
            .that()
            .resideInAnyPackage("grader.worker..", "grader.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "org.apache.commons.math3..",
                "grader.worker..",
                "grader.protocol..",
                "org.jspecify.annotations..")
            .because("whatever the worker needs stands beside student code"));
  }

  @Test
  void theHarnessDoesNotKnowTheReference() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("grader.reference..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("grader.reference..")
            .because("the edition that students get must run without it"));
  }

  @Test
  void theReferenceKnowsNothingOfTheHarnessButTheOracle() {
    check(
        noClasses()
            .that()
            .resideInAPackage("grader.reference..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("grader..")
                    .and(
                        not(
                            resideInAnyPackage(
                                "grader.reference..", "grader.oracle..", "grader.protocol.."))))
            .because("it is mathematics, and an answer to one question"));
  }

  @Test
  void theHarnessDoesNotCallTheWorker() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("grader.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("grader.worker..")
            .because("a submission is never loaded in the grader's own process"));
  }

  @Test
  void packagesHaveNoCycles() {
    check(
        slices()
            .matching("grader.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package that can be read alone can be changed alone"));
  }

  @Test
  void gsonStaysWhereJsonIsReadAndWritten() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("grader.cases..", "grader.report..", "grader.doctor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.gson..")
            .because("case files, reports and the doctor's attacks are the only JSON there is"));
  }

  @Test
  void picocliStaysInTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("grader.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("grading does not depend on how it is asked for"));
  }

  @Test
  void jUnitStaysInTheEngine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("grader.engine..", "grader.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..")
            .because("everything else speaks of cases and checks"));
  }

  @Test
  void forbiddenApisStaysBehindThePolicy() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("grader.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("de.thetaphi..")
            .because("what may not be used is said in our words, whatever finds it"));
  }

  @Test
  void theTemplateEngineStaysInTheHtmlReport() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("grader.html..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("gg.jte..")
            .because("a run that writes no HTML does not load it"));
  }

  @Test
  void processesAreStartedInTheHostAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("grader.host..", "grader.doctor..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class)
            .because("what starts a process decides what it can see; the doctor starts graders"));
  }

  @Test
  void theStandardStreamsAndTheExitBelongToTheMains() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching(
                "grader\\.(cli\\.GraderMain|worker\\.WorkerMain|worker\\.OutputCapture)")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("a class that prints or exits can be used once, and tested never"));
  }

  @Test
  void nothingIsReadWithJavaSerialization() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .because("the worker's bytes are hostile"));
  }

  @Test
  void everyClassIsFinalOrMadeToBeExtended() {
    check(
        classes()
            .should(new BeFinalOrMadeToBeExtended())
            .because("what may be overridden has to be designed for it"));
  }

  private static final class BeFinalOrMadeToBeExtended extends ArchCondition<JavaClass> {
    BeFinalOrMadeToBeExtended() {
      super("be final, abstract, an interface, an enum or anonymous");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      boolean isOpen =
          !type.isInterface()
              && !type.isEnum()
              && !type.isAnonymousClass()
              && !type.getModifiers().contains(JavaModifier.FINAL)
              && !type.getModifiers().contains(JavaModifier.ABSTRACT)
              && !type.getModifiers().contains(JavaModifier.SYNTHETIC);
      events.add(new SimpleConditionEvent(type, !isOpen, type.getName() + " can be extended"));
    }
  }

  private static void check(ArchRule rule) {
    rule.check(graderClasses);
  }
}
