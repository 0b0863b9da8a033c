package grader.engine;

import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.engine.GraderTestEngine.CaseExecutor;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Drives the engine with a JUnit Platform Launcher that takes nothing from its surroundings: no
 * service of the class path, no system property, no configuration file.
 */
public final class EngineRun {
  private EngineRun() {}

  /**
   * Run every check of the suites.
   *
   * @param prepared every case of the suites, by id
   */
  public static Results run(
      List<TestSuite> suites, Map<String, PreparedCase> prepared, CaseExecutor executor) {
    return run(suites, prepared, executor, () -> {});
  }

  /**
   * Run every check of the suites, and tell of each that fails at once.
   *
   * @param prepared every case of the suites, by id
   * @param onFailure is run after each check that did not end well; the run waits for it
   */
  public static Results run(
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared,
      CaseExecutor executor,
      Runnable onFailure) {
    Results results = new Results();
    GraderTestEngine engine = new GraderTestEngine(suites, prepared, results.recording(executor));
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(engine)
            .build();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .enableImplicitConfigurationParameters(false)
            // Nobody reads the stack traces of checks, of which the platform would cut its own
            // part.
            .configurationParameter(
                LauncherConstants.STACKTRACE_PRUNING_ENABLED_PROPERTY_NAME, "false")
            .selectors(DiscoverySelectors.selectUniqueId(UniqueId.forEngine(GraderTestEngine.ID)))
            .build();
    LauncherFactory.create(config).execute(request, results, new Failures(onFailure));
    return results;
  }

  private record Failures(Runnable onFailure) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        onFailure.run();
      }
    }
  }
}
