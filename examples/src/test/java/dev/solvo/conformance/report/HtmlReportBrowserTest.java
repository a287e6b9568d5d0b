package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;

/**
 * The page in headless Chromium (Debian's packages {@code chromium}, {@code chromium-driver}, {@code fonts-noto-cjk}).
 *
 * <p>{@code -Dbrowser.required=true} makes the absence of the browser a failure. Pictures of the page, and the page as it is printed,
 * are left in {@code target/browser} for somebody to look at.
 */
@Tag("browser")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HtmlReportBrowserTest {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "browser");
    private static final ConformanceReport REPORT = SampleReport.report();
    private static final Map<String, String> ENGLISH =
            ReportTexts.in(ReportTexts.ENGLISH).all();
    private static final Map<String, String> CHINESE =
            ReportTexts.in(ReportTexts.CHINESE).all();

    @TempDir
    private static Path directory;

    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        if (!Files.isExecutable(BROWSER) || !Files.isExecutable(DRIVER)) {
            assertFalse(Boolean.getBoolean("browser.required"), "Chromium is required and not installed");
            abort("Chromium is not installed: the HTML report was not opened");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments("--headless=new", "--hide-scrollbars", "--lang=en");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // stays null where the class is skipped
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() throws Exception {
        wide();
        show(REPORT, Locale.ENGLISH, "");
    }

    /** Whatever a test did: the page asked nobody for anything, and nothing went wrong in it. */
    @AfterEach
    void nothingElseWasAskedFor() throws Exception {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = new ObjectMapper().readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(message.path("params").path("request").path("url").asText());
            }
        }
        assertFalse(requests.isEmpty(), "requests are not watched");
        for (String request : requests) {
            assertTrue(request.startsWith(directory.toUri().toString()) || request.startsWith("data:"), request);
        }
        List<String> errors = browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
        assertEquals(List.of(), errors);
    }

    @Test
    void showsWhatTheReportSays() {
        assertEquals("Conformance report – own kernel, simulated cards", browser.getTitle());
        assertEquals("6 of 30 cases need a look", text(".overall span:last-child"));
        assertEquals(30, visibleCases().size());
        assertEquals(SampleReport.HOSTILE, text("#case-contact-errors-hostile h4"));
        assertEquals(0, all("main img, main script").size());
        List<String> open = all("ul.open a").stream().map(WebElement::getText).toList();
        assertEquals(
                REPORT.results().stream()
                        .filter(result -> SuiteCounts.needsLook(result.verdict()))
                        .map(CaseResult::title)
                        .toList(),
                open);
    }

    @Test
    void saysAtTheTopWhyACaseFailed() {
        assertEquals("outcome: Expected DECLINED, Got APPROVED", text("ul.open li:nth-child(2) .cause"));
        assertEquals("终端未读取第二条记录", text("ul.open li:nth-child(5) .cause"));
    }

    @Test
    void filtersByVerdictSuiteAndClause() {
        one("input[value=PASSED]").click();
        assertShown(result -> result.verdict() != Verdict.PASSED);
        one("input[value=FAILED]").click();
        assertShown(result -> result.verdict() != Verdict.PASSED && result.verdict() != Verdict.FAILED);
        one("button[type=reset]").click();
        script("return new Promise(done => setTimeout(done, 0))");
        assertShown(result -> true);
        one("#filter-suite option[value=kernel2]").click();
        assertShown(result -> result.suite().equals("kernel2"));
        one("#filter-clause option[value='EMV 4.4 Book 3, 10.4.2']").click();
        assertShown(result -> false);
        assertEquals("0 of 30 cases shown. No case matches the filter.", text("#shown"));
        one("#filter-suite option[value='']").click();
        assertShown(result -> result.clauses().contains("EMV 4.4 Book 3, 10.4.2"));
    }

    /** Also in what is not on the screen yet: the cases were never opened. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    持卡人姓名                    | contact-read-chinese
                    请输入密码                    | contact-read-chinese
                    取消                          | contact-read-chinese
                    verify-last-try               | contact-cvm-verify-last-try
                    0080000000                    | contact-cvm-verify-last-try
                    verify: PLAINTEXT pin         | contact-cvm-verify-last-try
                    63c0                          | contact-cvm-verify-last-try
                    PLAINTEXT finger              |
                    did not answer                | attack-wedge
                    relay-3 in time               | kernel2-relay-3
                    <img src=x onerror=alert(4)>  | contact-errors-hostile
                    received                      |
                    what happened                 |
                    """)
    void searches(String words, String id) {
        one("#filter-text").sendKeys(words);
        assertShown(result -> result.id().equals(id));
        one("#filter-text").clear();
        assertShown(result -> true);
    }

    @Test
    void opensACaseAndItsCommands() {
        WebElement last = one("#case-contact-cvm-verify-last-try");
        assertEquals(0, last.findElements(By.cssSelector(".events li")).size(), "made when it is opened");
        last.findElement(By.cssSelector("summary")).click();
        settle();
        assertEquals(8, last.findElements(By.cssSelector(".events > ol > li")).size());
        assertEquals(
                "00C0000000",
                last.findElement(By.cssSelector(".checks tr:nth-child(2) td code"))
                        .getText());
        assertEquals("C", last.findElement(By.cssSelector(".checks mark")).getText());
        WebElement verify = last.findElements(By.cssSelector(".exchange")).get(2);
        assertFalse(verify.findElement(By.cssSelector(".bytes")).isDisplayed());
        verify.findElement(By.cssSelector("summary")).click();
        assertEquals(
                "0020008008****************",
                verify.findElement(By.cssSelector("dd code")).getText());
        assertEquals("no tries left", verify.findElement(By.cssSelector("pre")).getText());
        assertTrue(last.getText().contains("Application Usage Control: Application Usage Control FF00"));
        assertTrue(last.getText().contains("EMV 4.4 Book 3, 10.4.2"), "the decision's clause");
        last.findElement(By.cssSelector("summary")).click();
        assertFalse(last.findElement(By.cssSelector(".checks")).isDisplayed());
    }

    @Test
    void opensAllThatAreShown() {
        one("#filter-suite option[value=contact-cvm]").click();
        one("#expand").click();
        settle();
        assertEquals(3, all("details.case[open]").size());
        assertNotEquals(0, all(".events li").size());
        one("#collapse").click();
        assertEquals(0, all("details.case[open]").size());
    }

    @Test
    void aLinkOpensItsCaseEvenIfItIsFiltered() throws Exception {
        one("input[value=TIMED_OUT]").click();
        assertFalse(one("#case-attack-wedge").isDisplayed());
        one("ul.open a[href='#case-attack-wedge']").click();
        assertTrue(one("#case-attack-wedge").isDisplayed());
        assertEquals("true", one("#case-attack-wedge").getDomAttribute("open"));
        assertShown(result -> true);
        show(REPORT, Locale.ENGLISH, "#case-kernel2-relay-8");
        assertEquals("true", one("#case-kernel2-relay-8").getDomAttribute("open"));
    }

    @Test
    void switchesTheLanguage() {
        one("#case-contact-cvm-verify-last-try summary").click();
        settle();
        for (Map<String, String> language : List.of(CHINESE, ENGLISH)) {
            one("button[data-language='" + (language.equals(CHINESE) ? "zh-Hans" : "en") + "']")
                    .click();
            assertEquals(
                    language.equals(CHINESE) ? "zh-Hans" : "en", one("html").getDomAttribute("lang"));
            assertEquals(language.get("title") + " – own kernel, simulated cards", browser.getTitle());
            // In one question to the browser: there are hundreds.
            List<?> texts = (List<?>) Objects.requireNonNull(
                    browser.executeScript("return Array.from(document.querySelectorAll('[data-t]:not([data-counts])'),"
                            + " element => [element.dataset.t, element.textContent])"));
            assertFalse(texts.isEmpty());
            for (Object pair : texts) {
                String key = String.valueOf(((List<?>) pair).get(0));
                assertEquals(language.getOrDefault(key, ""), ((List<?>) pair).get(1), key);
            }
            assertEquals(language.equals(CHINESE) ? "显示 30 / 30 个用例" : "30 of 30 cases shown", text("#shown"));
        }
    }

    @Test
    void opensInChinese() throws Exception {
        show(REPORT, Locale.CHINESE, "");
        assertEquals("符合性测试报告", text("h1"));
        assertEquals("30 个用例中有 6 个需要检查", text(".overall span:last-child"));
        assertEquals("true", one("button[lang=zh-Hans]").getDomAttribute("aria-pressed"));
        assertEquals("显示 30 / 30 个用例", text("#shown"));
    }

    /** Everything can be reached and done by the keyboard, and what has the focus shows it. */
    @Test
    void needsNoMouse() {
        press(Keys.TAB);
        assertEquals("Skip to the cases", focused().getText());
        assertTrue(focused().getLocation().getX() >= 0, "comes into view");
        press(Keys.ENTER);
        press(Keys.TAB);
        assertEquals("PASSED", focused().getDomAttribute("value"));
        press(Keys.SPACE);
        assertShown(result -> result.verdict() != Verdict.PASSED);
        int steps = 0;
        while (!"filter-text".equals(focused().getDomAttribute("id"))) {
            assertTrue(hasOutline(focused()), focused().toString());
            press(Keys.TAB);
            assertTrue(++steps < 20, "the search cannot be reached");
        }
        press("wedge");
        assertShown(result -> result.id().equals("attack-wedge"));
        press(Keys.ENTER);
        assertEquals("filter-text", focused().getDomAttribute("id"), "Enter does not leave the page");
        for (int i = 0; i < 5; i++) {
            press(Keys.TAB);
        }
        assertEquals("summary", focused().getTagName());
        assertTrue(hasOutline(focused()));
        press(Keys.ENTER);
        settle();
        assertEquals("true", one("#case-attack-wedge").getDomAttribute("open"));
        press(Keys.TAB);
        press(Keys.SPACE);
        assertTrue(one("#case-attack-wedge .exchange .bytes").isDisplayed());
    }

    /** What a screen reader goes by. */
    @Test
    void hasLandmarksHeadingsAndNames() {
        for (String landmark :
                List.of("header", "main", "footer", "form[role=search]", "[role=status][aria-live=polite]")) {
            assertEquals(1, all(landmark).size(), landmark);
        }
        assertEquals("banner", one("header").getAriaRole());
        assertEquals("search", one("form").getAriaRole());
        one("#expand").click();
        settle();
        int level = 0;
        for (WebElement heading : all("h1, h2, h3, h4, h5")) {
            int next = heading.getTagName().charAt(1) - '0';
            assertTrue(next <= level + 1, heading.getText() + " leaves out a level");
            level = next;
        }
        for (WebElement control : all("button, input, select, a, table, section")) {
            if (control.isDisplayed()) {
                String name = control.getAccessibleName();
                assertTrue(name != null && !name.isBlank(), control.getDomProperty("outerHTML"));
            }
        }
        assertEquals(
                script("return document.querySelectorAll('[id]').length"),
                script("return new Set(Array.from(document.querySelectorAll('[id]'), e => e.id)).size"));
        assertEquals(0L, script("return document.querySelectorAll('th:not([scope])').length"));
    }

    /** WCAG 2.2, 1.4.3 and 1.4.10: contrast of all text, and no scrolling in two directions, narrow and wide. */
    @ParameterizedTest
    @CsvSource({"400, en", "400, zh", "1280, en", "1280, zh"})
    void canBeRead(int width, String language) throws Exception {
        resize(width, 900);
        show(REPORT, Locale.forLanguageTag(language), "");
        picture("top-" + language + "-" + width);
        one("#case-contact-cvm-verify-last-try summary").click();
        one("#case-contact-errors-hostile summary").click();
        one("#case-contact-read-chinese summary").click();
        settle();
        script("document.querySelectorAll('details.case[open] details').forEach(d => d.open = true)");
        resize(
                width,
                ((Number) Objects.requireNonNull(script("return document.documentElement.scrollHeight"))).intValue());
        picture("whole-" + language + "-" + width);
        assertEquals(List.of(), script(LOW_CONTRAST));
        assertEquals(0L, script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    @Test
    void printsWhatNeedsALookInFull() throws Exception {
        one("#case-contact-restrictions-usage-1 summary").click();
        settle();
        byte[] pdf =
                Base64.getDecoder().decode(browser.print(new PrintOptions()).getContent());
        Files.write(PICTURES.resolve("printed-en.pdf"), pdf);
        assertTrue(pages(pdf) > 1, pages(pdf) + " pages");
        assertEquals(1, all("details.case[open]").size(), "as it was before");
        script("window.dispatchEvent(new Event('beforeprint'))");
        assertEquals(7, all("details.case[open]").size());
        assertNotEquals(
                0, all("#case-contact-cvm-verify-last-try .exchange[open]").size());
        script("window.dispatchEvent(new Event('afterprint'))");
        assertEquals(1, all("details.case[open]").size());
        show(REPORT, Locale.CHINESE, "");
        one("input[value=PASSED]").click();
        byte[] chinese =
                Base64.getDecoder().decode(browser.print(new PrintOptions()).getContent());
        Files.write(PICTURES.resolve("printed-zh.pdf"), chinese);
        assertTrue(pages(chinese) > 1 && pages(chinese) <= pages(pdf), pages(chinese) + " pages");
    }

    /** The policy holds, and not only because nothing tries. */
    @Test
    void thePolicyStopsWhatTriesToGetOut() throws Exception {
        Object stopped = browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const stopped = [];
                document.addEventListener('securitypolicyviolation', (event) => {
                  stopped.push(event.effectiveDirective);
                  if (stopped.length === 3) {
                    done(stopped.sort().join(' '));
                  }
                });
                document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/picture' }));
                document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }));
                fetch('http://127.0.0.1:9/data').catch(() => {});
                """);
        assertEquals("connect-src img-src script-src-elem", stopped);
        assertEquals(true, script("return window.ran === undefined"));
        browser.manage().logs().get(LogType.BROWSER);
        show(REPORT, Locale.ENGLISH, "");
    }

    @Test
    void aThousandCasesAreFilteredAndOpened() throws Exception {
        show(SampleReport.large(1000), Locale.ENGLISH, "");
        assertEquals("1000 of 1000 cases shown", text("#shown"));
        assertEquals(0, all(".events li").size(), "nothing is made before it is opened");
        one("#filter-text").sendKeys("case-737 cryptogram");
        assertEquals("1 of 1000 cases shown", text("#shown"));
        one("#case-case-737 summary").click();
        settle();
        assertEquals(34, all(".events > ol > li").size());
    }

    private static final String LOW_CONTRAST = """
            const channel = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
            const luminance = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
            const colour = (text) => text.match(/[\\d.]+/g).map(Number);
            const background = (element) => {
              for (; element; element = element.parentElement) {
                const c = colour(getComputedStyle(element).backgroundColor);
                if (c.length === 3 || c[3] === 1) { return c; }
                if (c[3] !== 0) { throw new Error('half transparent'); }
              }
              return [255, 255, 255];
            };
            const low = [];
            let looked = 0;
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const element = walker.currentNode.parentElement;
              if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('script')) { continue; }
              looked++;
              const a = luminance(colour(getComputedStyle(element).color));
              const b = luminance(background(element));
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < 4.5) { low.push(ratio.toFixed(2) + ' ' + walker.currentNode.data.trim()); }
            }
            if (looked < 200) { throw new Error('only ' + looked + ' texts'); }
            return low;
            """;

    private static int pages(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("%PDF-"));
        Matcher page = Pattern.compile("/Type\\s*/Page\\b").matcher(text);
        int pages = 0;
        while (page.find()) {
            pages++;
        }
        return pages;
    }

    private static void show(ConformanceReport report, Locale language, String hash) throws Exception {
        Path page = directory.resolve("report.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            HtmlReport.write(report, language, out);
        }
        // Otherwise another hash alone would not load the page again.
        browser.get("about:blank");
        browser.manage().logs().get(LogType.PERFORMANCE);
        browser.get(page.toUri() + hash);
    }

    private static void wide() {
        resize(1280, 900);
    }

    /** The size of the page, not of a window. */
    private static void resize(int width, int height) {
        browser.manage().window().setSize(new Dimension(width, height));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private static void picture(String name) throws Exception {
        Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private static void assertShown(Predicate<CaseResult> expected) {
        List<String> ids = REPORT.results().stream()
                .filter(expected)
                .map(result -> "case-" + result.id())
                .toList();
        assertEquals(ids, visibleCases());
        assertTrue(text("#shown").startsWith(ids.size() + " of 30 cases shown"), text("#shown"));
    }

    private static List<String> visibleCases() {
        return all("details.case").stream()
                .filter(WebElement::isDisplayed)
                .map(element -> String.valueOf(element.getDomAttribute("id")))
                .toList();
    }

    /** Until the browser has told the page of what was opened. */
    private static void settle() {
        script("return new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))");
    }

    private static boolean hasOutline(WebElement element) {
        return !element.getCssValue("outline-style").equals("none")
                && !element.getCssValue("outline-width").equals("0px");
    }

    private static void press(CharSequence keys) {
        focused().sendKeys(keys);
    }

    private static WebElement focused() {
        return browser.switchTo().activeElement();
    }

    private static WebElement one(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    private static List<WebElement> all(String selector) {
        return browser.findElements(By.cssSelector(selector));
    }

    private static String text(String selector) {
        return one(selector).getText();
    }

    private static @Nullable Object script(String script) {
        return browser.executeScript(script);
    }
}
