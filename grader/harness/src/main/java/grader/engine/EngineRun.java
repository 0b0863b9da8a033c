package grader.engine;

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

  /** Run every check of the engine. */
  public static Results run(GraderTestEngine engine) {
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
    Results results = new Results();
    LauncherFactory.create(config).execute(request, results);
    return results;
  }
}
