package dev.solvo.conformance.report;

import dev.solvo.conformance.ConformanceReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report as one HTML page that needs nothing else, in Chinese and English. Its policy forbids every access to the network and
 * every script and style but its own, by their hashes.
 *
 * <p>There is no template engine behind it: the page has one shape, and all that an engine would have to do right, the escaping,
 * is {@link HtmlWriter}.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * Writes a report.
     *
     * @param report what came of a run
     * @param language the language in which the page opens: Chinese, or English for any other; the reader can switch
     * @param out where to, in UTF-8
     * @throws IOException from {@code out}
     */
    public static void write(ConformanceReport report, Locale language, Writer out) throws IOException {
        ReportTexts texts = ReportTexts.in(language);
        String style = resource("page.css");
        String script = resource("page.js");
        HtmlWriter html = new HtmlWriter(out);
        out.write("<!DOCTYPE html>\n");
        html.begin("html", "lang", texts.languageTag()).line();
        html.begin("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                                + "'; img-src data:; base-uri 'none'; form-action 'none'")
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        // Otherwise a browser asks a server for one.
        html.empty("link", "rel", "icon", "href", "data:,").line();
        html.element("title", texts.get("title") + " – " + report.subject(), "data-subject", report.subject())
                .line();
        html.inline("style", style);
        html.end().line();
        new HtmlBody(report, texts, html).write();
        Map<String, Map<String, String>> languages = new TreeMap<>();
        for (Locale locale : new Locale[] {ReportTexts.ENGLISH, ReportTexts.CHINESE}) {
            ReportTexts all = ReportTexts.in(locale);
            languages.put(all.languageTag(), all.all());
        }
        html.inline("script", new PageData(report).toJson(languages), "type", "application/json", "id", "data");
        html.inline("script", script);
        html.end().line().end().line();
        out.flush();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
