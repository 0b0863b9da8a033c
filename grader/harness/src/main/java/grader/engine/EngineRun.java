package grader.engine;

import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.engine.GraderTestEngine.CaseExecutor;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
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
            .selectors(DiscoverySelectors.selectUniqueId(UniqueId.forEngine(GraderTestEngine.ID)))
            .build();
    LauncherFactory.create(config).execute(request, results);
    return results;
  }
}
