package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report in the XML of JUnit, which build servers read. A case that failed is a failure; one that crashed, did not end or
 * whose file is wrong is an error; an inapplicable one is skipped. Times are 0, for a report has none.
 */
public final class JunitReport {
    private JunitReport() {}

    /**
     * Writes a report.
     *
     * @param report what came of a run
     * @param out where to, in UTF-8
     * @throws IOException from {@code out}
     */
    public static void write(ConformanceReport report, Writer out) throws IOException {
        try {
            // Not newFactory(): that takes whatever implementation is on the class path, and the bytes are to be the
            // same.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            new Document(report, xml).write();
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.flush();
        } catch (XMLStreamException failed) {
            if (failed.getNestedException() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException("the XML cannot be written", failed);
        }
    }

    private record Document(ConformanceReport report, XMLStreamWriter xml) {
        void write() throws XMLStreamException {
            line(0);
            xml.writeStartElement("testsuites");
            attribute("name", "solvo conformance: " + report.subject());
            counts(report.results());
            Map<String, List<CaseResult>> suites = new LinkedHashMap<>();
            for (CaseResult result : report.results()) {
                suites.computeIfAbsent(result.suite(), suite -> new ArrayList<>())
                        .add(result);
            }
            for (Map.Entry<String, List<CaseResult>> suite : suites.entrySet()) {
                suite(suite.getKey(), suite.getValue());
            }
            line(0);
            xml.writeEndElement();
        }

        private void suite(String name, List<CaseResult> results) throws XMLStreamException {
            line(1);
            xml.writeStartElement("testsuite");
            attribute("name", name);
            counts(results);
            line(2);
            xml.writeStartElement("properties");
            property("solvoVersion", report.solvoVersion());
            property("kernelName", report.kernelName());
            property("kernelChecksum", report.kernelChecksum());
            property("subject", report.subject());
            property("seed", Long.toString(report.seed()));
            line(2);
            xml.writeEndElement();
            for (CaseResult result : results) {
                testCase(result);
            }
            line(1);
            xml.writeEndElement();
        }

        private void property(String name, String value) throws XMLStreamException {
            line(3);
            xml.writeEmptyElement("property");
            attribute("name", name);
            attribute("value", value);
        }

        private void testCase(CaseResult result) throws XMLStreamException {
            line(2);
            xml.writeStartElement("testcase");
            attribute("classname", result.suite());
            attribute("name", result.id() + ": " + result.title());
            attribute("file", result.origin().file());
            attribute("line", Integer.toString(result.origin().line()));
            attribute("time", "0");
            if (result.verdict() != Verdict.PASSED) {
                cause(result);
            }
            line(2);
            xml.writeEndElement();
        }

        private void cause(CaseResult result) throws XMLStreamException {
            List<String> causes = CaseText.causes(result);
            line(3);
            if (result.verdict() == Verdict.INAPPLICABLE) {
                xml.writeEmptyElement("skipped");
                attribute("message", String.join("; ", causes));
                return;
            }
            xml.writeStartElement(result.verdict() == Verdict.FAILED ? "failure" : "error");
            attribute("message", CaseText.cause(result));
            attribute("type", result.verdict().name());
            List<String> text = new ArrayList<>(causes);
            result.clauses().forEach(clause -> text.add("clause    " + PrintableText.onOneLine(clause)));
            text.add("case      " + PrintableText.onOneLine(result.origin().toString()));
            xml.writeCharacters(String.join("\n", text));
            xml.writeEndElement();
            List<String> events = CaseText.events(result);
            if (!events.isEmpty()) {
                line(3);
                xml.writeStartElement("system-out");
                xml.writeCharacters(String.join("\n", events));
                xml.writeEndElement();
            }
        }

        private void counts(List<CaseResult> results) throws XMLStreamException {
            attribute("tests", Integer.toString(results.size()));
            attribute("failures", count(results, Verdict.FAILED));
            attribute("errors", count(results, Verdict.BROKEN, Verdict.CRASHED, Verdict.TIMED_OUT));
            attribute("skipped", count(results, Verdict.INAPPLICABLE));
            attribute("time", "0");
        }

        private static String count(List<CaseResult> results, Verdict... verdicts) {
            List<Verdict> counted = List.of(verdicts);
            return Long.toString(results.stream()
                    .filter(result -> counted.contains(result.verdict()))
                    .count());
        }

        private void attribute(String name, String value) throws XMLStreamException {
            xml.writeAttribute(name, PrintableText.onOneLine(value));
        }

        private void line(int depth) throws XMLStreamException {
            xml.writeCharacters("\n" + "  ".repeat(depth));
        }
    }
}
