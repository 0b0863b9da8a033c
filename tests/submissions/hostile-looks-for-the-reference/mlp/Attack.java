package mlp;

/**
 * Looks for the reference, the oracle and the case files among the worker's classes and resources.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    for (String name :
        new String[] {
          "grader.reference.ReferenceOracle",
          "grader.reference.MLP",
          "grader.oracle.Oracle",
          "grader.cases.CaseReader",
          "org.junit.platform.engine.TestEngine"
        }) {
      try {
        touched(Class.forName(name).getName());
      } catch (ClassNotFoundException absent) {
        // As it should be.
      }
    }
    for (String name : new String[] {"suites/hidden/1-forward.json", "hidden/1-forward.json"}) {
      if (ClassLoader.getSystemResource(name) != null) {
        touched(name);
      }
    }
  }
}
