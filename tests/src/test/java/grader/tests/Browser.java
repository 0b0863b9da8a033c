package grader.tests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, as Debian brings it. */
final class Browser implements AutoCloseable {
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether this machine has one; on Debian: apt-get install chromium chromium-driver. */
  static boolean isInstalled() {
    return Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM);
  }

  static Browser start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    // It refuses to be started by root with its sandbox; the page is our own.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    options.addArguments("--disable-dev-shm-usage");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a file as if for the first time. */
  void open(Path page) {
    driver.manage().logs().get(LogType.BROWSER);
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.get("about:blank");
    driver.get(page.toUri().toString());
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /**
   * Shows the page as those see it who prefer this.
   *
   * @param scheme {@code light} or {@code dark}
   */
  void prefer(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /**
   * What it printed on its console since the page was opened, violations of its policy included.
   */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What was fetched since the page was opened, beside the page. */
  List<String> requests(Path page) {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      String message = entry.getMessage();
      if (message.contains("\"Network.requestWillBeSent\"")
          && !message.contains("\"url\":\"" + page.toUri() + "\"")
          && !message.contains("\"url\":\"about:blank\"")) {
        requests.add(message);
      }
    }
    return requests;
  }

  /** From the click to the last of the page, in milliseconds. */
  long loadMilliseconds() {
    return ((Number)
            Objects.requireNonNull(
                driver.executeScript(
                    "const [entry] = performance.getEntriesByType('navigation');"
                        + "return Math.round(entry.loadEventEnd - entry.startTime);")))
        .longValue();
  }

  /**
   * What axe-core finds: contrast, labels, roles, order of headings, and so on.
   *
   * @param rules of its rules; none for all
   */
  List<String> barriers(String... rules) throws IOException {
    driver.executeScript(axe());
    Object result =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const rules = arguments[0];
            const options = {resultTypes: ["violations"]};
            if (rules.length > 0) {
              options.runOnly = rules;
            }
            axe.run(document, options).then(
                (found) => done(found.violations.flatMap((each) =>
                    each.nodes.map((node) => `${each.id}: ${node.html} ${node.failureSummary}`))),
                (error) => done([String(error)]));
            """,
            List.of(rules));
    return ((List<?>) Objects.requireNonNull(result)).stream().map(String::valueOf).toList();
  }

  private static String axe() throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void screenshot(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
