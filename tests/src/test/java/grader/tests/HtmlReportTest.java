package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * The HTML report in a real browser: what people see, and that it is seen, read aloud and used
 * without a mouse. Leaves pictures in {@code target/screenshots}.
 */
@Tag("long")
class HtmlReportTest {
  private static final Path FOLDER = Product.CLONE.resolve("tests/target/html").toAbsolutePath();
  private static final Path PICTURES = Product.CLONE.resolve("tests/target/screenshots");

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 2200;

  private static final String MANY_FAILURES = "wrong-batch-mean-moved-into-backward";

  private static final Map<String, Path> PAGES = new TreeMap<>();
  private static @Nullable Browser browser;

  @BeforeAll
  static void openTheBrowser() throws IOException {
    boolean isInstalled = Browser.isInstalled();
    if (System.getenv("CI") != null) {
      assertTrue(isInstalled, "CI has a browser");
    }
    Assumptions.assumeTrue(
        isInstalled, "no browser: on Debian, apt-get install chromium chromium-driver");
    browser = Browser.start();
    Files.createDirectories(FOLDER);
  }

  /** Whatever the test before has left. */
  @BeforeEach
  void beginWithAWideLightPage() {
    browser().size(WIDTH, HEIGHT);
    browser().prefer("light");
  }

  @AfterAll
  static void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  /** With the student's report they have every kind of element that a report can have. */
  @ParameterizedTest
  @ValueSource(strings = {"correct-sample", "crash-throws", "hostile-exits"})
  void aReportIsReadableAndFetchesNothing(String fixture) throws IOException {
    Path page = page(fixture, "full");
    assertLooksGood(page, fixture);
  }

  @Test
  void aStudentsReportIsReadableAndHasNoPicturesOfHiddenCases() throws IOException {
    Path page = page("wrong-half-mse", "hint");
    assertLooksGood(page, "wrong-half-mse-hint");
    assertEquals(
        List.of(), browser().driver().findElements(By.cssSelector("[data-suite=loss] figure")));
    assertFalse(browser().driver().findElements(By.id("masked")).isEmpty());
  }

  @Test
  void whatASubmissionSaysIsTextAndNothingElse() throws IOException {
    String correct =
        Files.readString(Product.CLONE.resolve("tests/submissions/correct-sample/mlp/MLP.java"));
    String hostile =
        correct.replaceFirst(
            "(public RealMatrix forward\\(RealMatrix x\\) \\{)",
            """
            $1
                String text = "=cmd|'/c calc'!A1 <script>alert(1)</script> <img src=x onerror=alert(1)>"
                    + " </pre><iframe src=http://x> ::error:: \\\\33[31m \\\\u202e \\\\0" + "x".repeat(10_000);
                System.out.println(text);
                if (x.getRowDimension() > 0) {
                  throw new IllegalStateException(text);
                }
            """);
    Path page =
        page("hostile", Submissions.jarOf(hostile, FOLDER.resolve("hostile"), "hostile"), "full");
    browser().open(page);
    assertTrue(Files.readString(page).contains("&lt;script"), "it tried");
    Object elements =
        browser()
            .driver()
            .executeScript("return document.querySelectorAll('script, img, iframe').length;");
    assertEquals(1L, elements, "the page's own script");
    assertEquals(List.of(), browser().console());
    assertEquals(List.of(), browser().requests(page));
  }

  @Test
  void aFailedCheckLeadsToTheMistakeThatExplainsIt() throws IOException {
    browser().open(page("wrong-half-mse", "full"));
    browser().driver().findElement(By.cssSelector("tr.failed .because a")).sendKeys(Keys.ENTER);
    String shown = browser().driver().findElement(By.cssSelector(".finding:target h3")).getText();
    assertTrue(shown.contains("mseLoss both have a factor"), shown);
  }

  @Test
  void theScoreIsTheFirstThingToRead() throws IOException {
    browser().open(page("wrong-half-mse", "full"));
    assertEquals("38.3 / 50", browser().driver().findElement(By.tagName("h1")).getText());
    assertTrue(Objects.requireNonNull(browser().driver().getTitle()).startsWith("38.3 / 50"));
  }

  @Test
  void theFilterShowsWhatItIsAskedFor() throws IOException {
    browser().open(page("wrong-half-mse", "full"));
    WebElement status = browser().driver().findElement(By.id("shown"));
    // Where something failed, that is what one came for.
    assertEquals("20 of 78 cases", status.getText());
    Select state = new Select(browser().driver().findElement(By.id("state")));
    state.selectByVisibleText("all cases");
    assertEquals("78 of 78 cases", status.getText());
    state.selectByVisibleText("passed cases");
    assertEquals("58 of 78 cases", status.getText());
    WebElement search = browser().driver().findElement(By.id("search"));
    search.sendKeys("bce sigmoid forward");
    assertEquals(0, shownCases().stream().filter(each -> !each.contains("forward")).count());
    search.clear();
    search.sendKeys("no such case", Keys.ENTER);
    assertEquals("0 of 78 cases", status.getText());
    assertEquals(List.of(), shownCases());
  }

  @Test
  void theFilterTakesASuite() throws IOException {
    browser().open(page("wrong-half-mse", "full"));
    new Select(browser().driver().findElement(By.id("state"))).selectByValue("all");
    Select suite = new Select(browser().driver().findElement(By.id("suite")));
    suite.selectByVisibleText("Forward pass");
    assertEquals("15 of 78 cases", browser().driver().findElement(By.id("shown")).getText());
  }

  @Test
  void picturesOpenWithTheKeyboardAlone() throws IOException {
    browser().open(page("wrong-half-mse", "full"));
    WebElement closed =
        browser().driver().findElement(By.cssSelector("tbody.case details:not([open])"));
    closed.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
    assertEquals("true", closed.getDomProperty("open"));
    assertTrue(closed.findElement(By.tagName("figure")).isDisplayed());
  }

  @Test
  void aLinkLeadsToACheckThatTheFilterHides() throws IOException {
    browser().open(page("wrong-half-mse", "full"));
    browser().driver().executeScript("location.hash = '#case-forward-relu-identity'");
    WebElement target = browser().driver().findElement(By.id("case-forward-relu-identity"));
    browser().driver().executeAsyncScript("requestAnimationFrame(arguments[0])");
    assertTrue(target.isDisplayed());
  }

  @Test
  void theDrawingMarksWhereTheMistakeBegins() throws IOException {
    browser().open(page("wrong-forward-transposed", "full"));
    List<WebElement> roots =
        browser().driver().findElements(By.cssSelector(".network.wide .quantity.root .label"));
    assertEquals(List.of("ŷ"), roots.stream().map(WebElement::getText).toList());
  }

  @Test
  void aReportOfManyFailuresOpensInLessThanASecond() throws IOException {
    Path page = page(MANY_FAILURES, "full");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      browser().open(page);
      times.add(browser().loadMilliseconds());
    }
    // The fastest: others use this machine too.
    long fastest = times.stream().mapToLong(Long::longValue).min().orElseThrow();
    assertTrue(fastest < 1000, times::toString);
  }

  private static void assertLooksGood(Path page, String name) throws IOException {
    Browser shown = browser();
    shown.open(page);
    assertEquals(List.of(), shown.barriers());
    shown.screenshot(PICTURES.resolve(name + "-light.png"));
    shown.prefer("dark");
    // Nothing but the colours is different.
    assertEquals(List.of(), shown.barriers("color-contrast"), "dark");
    shown.screenshot(PICTURES.resolve(name + "-dark.png"));
    shown.size(380, HEIGHT);
    assertEquals(List.of(), shown.barriers("scrollable-region-focusable", "target-size"), "narrow");
    Object width = shown.driver().executeScript("return document.documentElement.scrollWidth;");
    assertEquals(380L, width, "nothing is wider than the screen");
    shown.screenshot(PICTURES.resolve(name + "-narrow.png"));
    assertEquals(List.of(), shown.console());
    assertEquals(List.of(), shown.requests(page));
  }

  private static List<String> shownCases() {
    return browser().driver().findElements(By.cssSelector("tbody.case:not([hidden])")).stream()
        .map(each -> Objects.requireNonNull(each.getDomAttribute("data-search")))
        .toList();
  }

  private static Path page(String fixture, String feedback) {
    String key = fixture + "-" + feedback;
    Path known = PAGES.get(key);
    return known == null ? page(key, Submissions.jarOf(fixture), feedback) : known;
  }

  private static Path page(String key, Path jar, String feedback) {
    Path page = FOLDER.resolve(key + ".html");
    Product.Run run =
        Product.run(
            "--feedback",
            feedback,
            "--format",
            "html",
            "--output",
            page.toString(),
            jar.toString());
    assertTrue(List.of(0, 1, 3).contains(run.exitCode()), run.err());
    PAGES.put(key, page);
    return page;
  }

  private static Browser browser() {
    return Objects.requireNonNull(browser);
  }
}
