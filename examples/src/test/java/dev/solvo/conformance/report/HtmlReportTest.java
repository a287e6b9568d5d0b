package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as text; what a browser makes of it is the business of {@code HtmlReportBrowserTest}. */
final class HtmlReportTest {
    private static final Set<String> WITHOUT_END = Set.of("meta", "link", "input");

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-zA-Z-]+=\"[^\"<>]*\")*)>");

    @Test
    void whatACaseSaysStaysText() throws Exception {
        String page = written(SampleReport.report(), Locale.ENGLISH);
        assertTrue(
                page.contains(
                        "<h4>Shown as it is: &lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;"
                                + " &#39;too&#39; ${x} &lt;!-- ]]&gt;</h4>"),
                "the title is escaped");
        List<String> tags = tags(page);
        assertFalse(tags.contains("img"), "no element comes from a case");
        assertEquals(2, tags.stream().filter("script"::equals).count());
        assertEquals(1, tags.stream().filter("style"::equals).count());
        assertFalse(tags.contains("b") || tags.contains("i"));
    }

    /** Each element ends where it should, and each {@code <} begins one: nothing was written past the escaping. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyElementEnds(String language) throws Exception {
        String page = written(SampleReport.report(), Locale.forLanguageTag(language));
        String markup = withoutInline(page).replaceFirst("<!DOCTYPE html>", "");
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(markup);
        while (tag.find()) {
            if (tag.group(1).isEmpty() && !WITHOUT_END.contains(tag.group(2))) {
                open.push(tag.group(2));
            } else if (!tag.group(1).isEmpty()) {
                assertEquals(open.pop(), tag.group(2));
            }
        }
        assertTrue(open.isEmpty(), open.toString());
        String texts = TAG.matcher(markup).replaceAll("");
        assertFalse(texts.contains("<") || texts.contains(">"), texts);
    }

    @Test
    void needsNothingElse() throws Exception {
        String page = written(SampleReport.report(), Locale.CHINESE);
        Matcher attribute = Pattern.compile(" (src|href|action|srcset|style|on[a-z]+)=\"([^\"]*)\"")
                .matcher(withoutInline(page));
        while (attribute.find()) {
            assertEquals("href", attribute.group(1));
            assertTrue(attribute.group(2).startsWith("#") || attribute.group(2).equals("data:,"), attribute.group());
        }
        assertFalse(page.contains("url(") || page.contains("@import") || page.contains("fetch("));
    }

    /** The policy names the style and the script by what they are; the hashes are computed here once more. */
    @Test
    void thePolicyAllowsItsOwnScriptAndStyleOnly() throws Exception {
        String page = written(SampleReport.report(), Locale.ENGLISH);
        String policy =
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; script-src &#39;sha256-"
                        + hash(between(page, "<script>", "</script>"))
                        + "&#39;; style-src &#39;sha256-"
                        + hash(between(page, "<style>", "</style>"))
                        + "&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;\">";
        assertTrue(page.contains(policy), policy);
        assertTrue(page.indexOf(policy) < page.indexOf("<style>"), "in force before what it is about");
    }

    @Test
    void theSequenceOfEachCaseIsInThePage() throws Exception {
        ConformanceReport report = SampleReport.report();
        JsonNode data = data(report);
        for (int i = 0; i < report.results().size(); i++) {
            List<String> shown = new ArrayList<>();
            for (JsonNode number : data.path("cases").path(i)) {
                shown.add(eventText(data, data.path("events").path(number.asInt())));
            }
            CaseResult result = report.results().get(i);
            List<String> expected = new ArrayList<>();
            for (CaseEvent event : result.events()) {
                if (event instanceof CaseEvent.Exchange e) {
                    expected.add("x|" + e.commandText() + "|" + e.command() + "|" + e.response() + "|"
                            + String.join("|", e.responseText()));
                } else if (event instanceof CaseEvent.NoAnswer n) {
                    expected.add("n|" + n.commandText() + "|" + n.command() + "|" + n.failure());
                } else if (event instanceof CaseEvent.Decision d) {
                    expected.add("d|" + d.rule() + "|" + d.inputs() + "|" + d.result() + "|" + d.clause());
                } else if (event instanceof CaseEvent.Step s) {
                    expected.add("s|" + s.text());
                }
            }
            assertEquals(expected.stream().map(PrintableText::of).toList(), shown, result.id());
        }
        assertEquals(new HashSet<>(List.of("en", "zh-Hans")), names(data.path("languages")));
    }

    @Test
    void opensInTheLanguageThatWasAskedFor() throws Exception {
        String english = written(SampleReport.report(), Locale.ENGLISH);
        String chinese = written(SampleReport.report(), Locale.SIMPLIFIED_CHINESE);
        assertTrue(english.contains("<html lang=\"en\">")
                && english.contains("<h1 data-t=\"title\">Conformance report</h1>"));
        assertTrue(
                chinese.contains("<html lang=\"zh-Hans\">") && chinese.contains("<h1 data-t=\"title\">符合性测试报告</h1>"));
        assertTrue(
                chinese.contains(">30 个用例中有 6 个需要检查</span>") && english.contains(">6 of 30 cases need a look</span>"));
    }

    @Test
    void marksWhereExpectedAndGotPart() throws Exception {
        String page = written(SampleReport.report(), Locale.ENGLISH);
        assertTrue(page.contains("<code>00<mark>C</mark>0000000</code>")
                && page.contains("<code>00<mark>8</mark>0000000</code>"));
        assertTrue(page.contains("<code>DECLINED</code>"), "words that only end alike");
    }

    @Test
    void theSameReportGivesTheSameBytes() throws Exception {
        assertEquals(written(SampleReport.large(50), Locale.CHINESE), written(SampleReport.large(50), Locale.CHINESE));
    }

    /** Texts and events that cases have in common are there once. */
    @Test
    void aThousandCasesAreAFewMegabytes() throws Exception {
        int size = written(SampleReport.large(1000), Locale.ENGLISH).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size < 3_000_000, size + " bytes");
    }

    @Test
    void aRunWithoutCasesIsAPageToo() throws Exception {
        String page = written(new RunIdentity("1", "k", "", "s", 1).report(List.of()), Locale.ENGLISH);
        assertTrue(page.contains("The run had no cases."));
    }

    @Test
    void inlineRefusesWhatWouldEndItsElement() {
        HtmlWriter html = new HtmlWriter(new StringWriter());
        assertThrows(IllegalArgumentException.class, () -> html.inline("script", "a</script>"));
        assertThrows(IllegalArgumentException.class, () -> html.inline("script", "<!-- <script>"));
    }

    private static String eventText(JsonNode data, JsonNode event) {
        StringBuilder text = new StringBuilder(event.path(0).asText());
        for (JsonNode part : event) {
            if (part.isArray()) {
                part.forEach(number -> text.append('|')
                        .append(data.path("texts").path(number.asInt()).asText()));
            } else if (part.isInt()) {
                text.append('|').append(data.path("texts").path(part.asInt()).asText());
            }
        }
        return text.toString();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode data(ConformanceReport report) throws IOException {
        String json =
                between(written(report, Locale.ENGLISH), "<script type=\"application/json\" id=\"data\">", "</script>");
        assertFalse(
                json.contains("<") || json.contains(">") || json.contains("&"),
                "nothing that a browser reads as markup");
        return new ObjectMapper().readTree(json);
    }

    private static List<String> tags(String page) {
        List<String> tags = new ArrayList<>();
        Matcher tag = Pattern.compile("<([a-zA-Z][a-zA-Z0-9]*)").matcher(page);
        while (tag.find()) {
            tags.add(tag.group(1));
        }
        return tags;
    }

    /** The page without the contents of style and scripts. */
    private static String withoutInline(String page) {
        return page.replaceAll("(?s)(<(style|script)[^>]*>).*?(</\\2>)", "$1$3");
    }

    private static String between(String page, String begin, String end) {
        int from = page.indexOf(begin) + begin.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String hash(String content) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String written(ConformanceReport report, Locale language) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(report, language, out);
        return out.toString();
    }
}
