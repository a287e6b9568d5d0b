package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

final class JunitReportTest {
    /** What build servers look at: names, numbers, and one element for each case that did not pass. */
    @Test
    void hasTheStructureOfJunit() throws Exception {
        ConformanceReport report = SampleReport.report();
        Element root = parsed(report);
        assertEquals("testsuites", root.getTagName());
        assertNumbers(root, report.results());
        List<Element> cases = new ArrayList<>();
        for (Element suite : children(root)) {
            assertEquals("testsuite", suite.getTagName());
            List<CaseResult> results = report.results().stream()
                    .filter(result -> result.suite().equals(suite.getAttribute("name")))
                    .toList();
            assertNumbers(suite, results);
            List<Element> elements = children(suite);
            assertEquals("properties", elements.get(0).getTagName());
            assertEquals(5, children(elements.get(0)).size());
            assertEquals(results.size(), elements.size() - 1);
            cases.addAll(elements.subList(1, elements.size()));
        }
        assertEquals(report.results().size(), cases.size());
        for (int i = 0; i < cases.size(); i++) {
            assertCase(report.results().get(i), cases.get(i));
        }
    }

    private static void assertCase(CaseResult result, Element element) {
        assertEquals("testcase", element.getTagName());
        assertEquals(result.suite(), element.getAttribute("classname"));
        assertEquals(result.id() + ": " + result.title(), element.getAttribute("name"));
        assertEquals(result.origin().file(), element.getAttribute("file"));
        List<Element> causes = children(element);
        if (result.verdict() == Verdict.PASSED) {
            assertEquals(List.of(), causes);
            return;
        }
        String tag = switch (result.verdict()) {
            case FAILED -> "failure";
            case INAPPLICABLE -> "skipped";
            default -> "error";
        };
        assertEquals(tag, causes.get(0).getTagName());
        assertTrue(!causes.get(0).getAttribute("message").isBlank(), result.id());
        if (result.verdict() != Verdict.INAPPLICABLE) {
            assertEquals(result.verdict().name(), causes.get(0).getAttribute("type"));
            assertTrue(causes.get(0).getTextContent().contains(result.origin().toString()));
            assertEquals(result.events().isEmpty() ? 1 : 2, causes.size());
        }
    }

    @Test
    void aFailureSaysWhatWasExpected() throws Exception {
        Element failure = only(parsed(SampleReport.report()), "contact-cvm-verify-last-try");
        assertEquals("outcome: expected DECLINED, got APPROVED", failure.getAttribute("message"));
        assertTrue(
                failure.getTextContent().contains("tvr\n    expected  00C0000000\n    got       0080000000\n"),
                failure.getTextContent());
    }

    /** XML 1.0 has no place for them, not even escaped; half a surrogate pair, too, would make the file unreadable. */
    @Test
    void controlCharactersAreNumbers() throws Exception {
        String text = "a\u0000b\u001B[31m\uFFFE\uD800c\uDC00\u0085\u202Ed\r\n\te ]]> 😀";
        CaseResult shape = SampleReport.passed("suite\u0001", "id", text, "clause");
        CaseResult broken = SampleReport.with(shape, Verdict.BROKEN, text, List.of(), shape.events());
        Element root = parsed(new RunIdentity(text, text, text, text, 1).report(List.of(broken)));
        Element error = only(root, "id");
        String shown = "a\\u0000b\\u001B[31m\\uFFFE\\uD800c\\uDC00\\u0085\\u202Ed\\u000D";
        assertEquals("id: " + shown + "  e ]]> 😀", ((Element) error.getParentNode()).getAttribute("name"));
        assertEquals(shown, error.getAttribute("message"));
        assertTrue(error.getTextContent().startsWith(shown + "\n\te ]]> 😀\n"), error.getTextContent());
    }

    @Test
    void anEmptyRunIsADocumentToo() throws Exception {
        Element root = parsed(new RunIdentity("1", "k", "", "s", 1).report(List.of()));
        assertEquals("0", root.getAttribute("tests"));
        assertEquals(List.of(), children(root));
    }

    @Test
    void theSameReportGivesTheSameBytes() throws Exception {
        assertEquals(written(SampleReport.report()), written(SampleReport.report()));
    }

    private static void assertNumbers(Element element, List<CaseResult> results) {
        assertEquals(Integer.toString(results.size()), element.getAttribute("tests"));
        assertEquals(count(results, Set.of(Verdict.FAILED)), element.getAttribute("failures"));
        assertEquals(
                count(results, Set.of(Verdict.BROKEN, Verdict.CRASHED, Verdict.TIMED_OUT)),
                element.getAttribute("errors"));
        assertEquals(count(results, Set.of(Verdict.INAPPLICABLE)), element.getAttribute("skipped"));
        assertEquals(0, Double.parseDouble(element.getAttribute("time")));
    }

    private static String count(List<CaseResult> results, Set<Verdict> verdicts) {
        return Long.toString(results.stream()
                .filter(result -> verdicts.contains(result.verdict()))
                .count());
    }

    /** The first element in the case of an id. */
    private static Element only(Element root, String id) {
        Optional<Element> found = children(root).stream()
                .flatMap(suite -> children(suite).stream())
                .filter(element -> element.getAttribute("name").startsWith(id + ": "))
                .findFirst();
        return children(found.orElseThrow()).get(0);
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Element parsed(ConformanceReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(written(report))))
                .getDocumentElement();
    }

    private static String written(ConformanceReport report) throws Exception {
        StringWriter out = new StringWriter();
        JunitReport.write(report, out);
        return out.toString();
    }
}
