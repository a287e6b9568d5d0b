package dev.solvo.conformance.report;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of the page. What is in it can be read without the script: the summary, the cases, and each expectation beside what
 * came. An element with {@code data-t} has a text of the page's own, which the script exchanges for that of the other language.
 *
 * <p>Long, for it is one page from top to bottom, one method a part, in the page's order.
 */
final class HtmlBody {
    private final ConformanceReport report;
    private final ReportTexts texts;
    private final HtmlWriter html;
    private final List<SuiteCounts> suites;

    HtmlBody(ConformanceReport report, ReportTexts texts, HtmlWriter html) {
        this.report = report;
        this.texts = texts;
        this.html = html;
        this.suites = SuiteCounts.of(report);
    }

    /** Leaves the body open for the script. */
    void write() throws IOException {
        html.begin("body").line();
        say("a", "skip", "href", "#cases", "class", "skip").line();
        header();
        html.begin("main").line();
        summary();
        open();
        cases();
        html.end().line();
        html.begin("footer");
        say("p", "footer.masked");
        html.end().line();
    }

    private void header() throws IOException {
        html.begin("header").line();
        html.begin("div", "class", "heading");
        say("h1", "title");
        html.element("p", report.subject(), "class", "subject");
        html.end().line();
        html.begin("div", "class", "languages", "role", "group", "aria-label", "Language / 语言");
        language("en", "English");
        language("zh-Hans", "中文");
        html.end().line();
        html.end().line();
    }

    private void language(String tag, String name) throws IOException {
        html.element(
                "button",
                name,
                "type",
                "button",
                "lang",
                tag,
                "data-language",
                tag,
                "aria-pressed",
                Boolean.toString(tag.equals(texts.languageTag())));
    }

    private void summary() throws IOException {
        html.begin("section", "aria-labelledby", "summary").line();
        say("h2", "summary", "id", "summary").line();
        long open = report.results().stream()
                .filter(result -> SuiteCounts.needsLook(result.verdict()))
                .count();
        html.begin("p", "class", open == 0 ? "overall good" : "overall bad");
        html.element("span", open == 0 ? "✓" : "✗", "aria-hidden", "true");
        if (open == 0) {
            sayCounted("span", "overall.good", report.results().size());
        } else {
            sayCounted("span", "overall.bad", open, report.results().size());
        }
        html.end().line();
        bar();
        html.begin("ul", "class", "tiles").line();
        for (Verdict verdict : Verdict.values()) {
            html.begin("li", "class", name(verdict));
            html.element("span", Long.toString(report.count(verdict)), "class", "count");
            html.begin("span", "class", "what");
            badgeContent(verdict);
            html.end().end().line();
        }
        html.end().line();
        facts();
        suiteTable();
        html.end().line();
    }

    /** A picture of the numbers beside it. */
    private void bar() throws IOException {
        int all = Math.max(1, report.results().size());
        html.begin(
                "svg",
                "class",
                "bar",
                "viewBox",
                "0 0 " + all + " 1",
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true");
        long from = 0;
        for (Verdict verdict : Verdict.values()) {
            long count = report.count(verdict);
            if (count > 0) {
                html.begin(
                                "rect",
                                "class",
                                name(verdict),
                                "x",
                                Long.toString(from),
                                "y",
                                "0",
                                "width",
                                Long.toString(count),
                                "height",
                                "1")
                        .end();
            }
            from += count;
        }
        html.end().line();
    }

    private void facts() throws IOException {
        html.begin("dl", "class", "facts").line();
        fact("fact.subject", report.subject());
        fact("fact.kernel", report.kernelName());
        if (report.kernelChecksum().isEmpty()) {
            html.begin("div");
            say("dt", "fact.checksum");
            say("dd", "fact.noChecksum").end().line();
        } else {
            fact("fact.checksum", report.kernelChecksum());
        }
        fact("fact.version", "Solvo " + report.solvoVersion());
        fact("fact.seed", Long.toString(report.seed()));
        fact("fact.cases", Integer.toString(report.results().size()));
        fact("fact.clauses", Integer.toString(clauses().size()));
        html.end().line();
    }

    private void fact(String key, String value) throws IOException {
        html.begin("div");
        say("dt", key);
        html.element("dd", value).end().line();
    }

    private Map<String, Integer> clauses() {
        Map<String, Integer> clauses = new TreeMap<>();
        for (CaseResult result : report.results()) {
            result.clauses().stream().distinct().forEach(clause -> clauses.merge(clause, 1, Integer::sum));
        }
        return clauses;
    }

    private void suiteTable() throws IOException {
        html.begin("div", "class", "wide", "role", "region", "tabindex", "0", "aria-labelledby", "suites")
                .line();
        html.begin("table", "class", "suites").line();
        say("caption", "suites", "id", "suites");
        html.begin("thead").begin("tr");
        say("th", "suite", "scope", "col");
        for (Verdict verdict : Verdict.values()) {
            say("th", key(verdict), "scope", "col", "class", "number");
        }
        say("th", "fact.cases", "scope", "col", "class", "number");
        html.end().end().line().begin("tbody").line();
        for (int i = 0; i < suites.size(); i++) {
            SuiteCounts suite = suites.get(i);
            html.begin("tr").begin("th", "scope", "row");
            html.element("a", suite.suite(), "href", "#suite-" + i).end();
            for (Verdict verdict : Verdict.values()) {
                number(suite.of(verdict), verdict);
            }
            html.element("td", Integer.toString(suite.cases()), "class", "number");
            html.end().line();
        }
        html.end().begin("tfoot").begin("tr");
        say("th", "all", "scope", "row");
        for (Verdict verdict : Verdict.values()) {
            number(report.count(verdict), verdict);
        }
        html.element("td", Integer.toString(report.results().size()), "class", "number");
        html.end().end().end().end().line();
    }

    private void number(long number, Verdict verdict) throws IOException {
        html.element("td", Long.toString(number), "class", number == 0 ? "number none" : "number " + name(verdict));
    }

    /** What somebody has to look at. */
    private void open() throws IOException {
        html.begin("section", "aria-labelledby", "open").line();
        say("h2", "open", "id", "open").line();
        boolean any = false;
        for (int i = 0; i < report.results().size(); i++) {
            CaseResult result = report.results().get(i);
            if (!SuiteCounts.needsLook(result.verdict())) {
                continue;
            }
            if (!any) {
                html.begin("ul", "class", "open").line();
            }
            any = true;
            html.begin("li");
            badge(result.verdict());
            html.begin("div").element("a", result.title(), "href", "#" + anchor(result, i));
            cause(result);
            html.end().end().line();
        }
        if (any) {
            html.end().line();
        } else {
            say("p", "open.none").line();
        }
        html.end().line();
    }

    /** The reason, or else the first expectation that was not met. */
    private void cause(CaseResult result) throws IOException {
        if (result.reason().isPresent()) {
            html.element("p", result.reason().get().lines().findFirst().orElse(""), "class", "cause");
            return;
        }
        for (ExpectationCheck check : result.checks()) {
            if (!check.met()) {
                html.begin("p", "class", "cause").text(check.what() + ": ");
                say("span", "check.expected").text(" ").element("code", check.expected());
                html.text(", ");
                say("span", "check.actual").text(" ").element("code", check.actual());
                html.end();
                return;
            }
        }
    }

    private void cases() throws IOException {
        html.begin("section", "aria-labelledby", "cases").line();
        say("h2", "cases", "id", "cases", "tabindex", "-1").line();
        filter();
        html.begin("noscript");
        say("p", "noscript", "class", "note");
        html.end().line();
        int number = 0;
        for (int i = 0; i < suites.size(); i++) {
            String heading = "suite-" + i;
            html.begin("section", "class", "suite", "aria-labelledby", heading).line();
            html.element("h3", suites.get(i).suite(), "id", heading).line();
            for (int j = 0; j < report.results().size(); j++) {
                CaseResult result = report.results().get(j);
                if (result.suite().equals(suites.get(i).suite())) {
                    caseOf(result, j);
                    number++;
                }
            }
            html.end().line();
        }
        if (number == 0) {
            say("p", "cases.none").line();
        }
        html.end().line();
    }

    private void filter() throws IOException {
        html.begin("form", "class", "filter", "role", "search", "id", "filter", "hidden", "")
                .line();
        html.begin("fieldset").line();
        say("legend", "filter.verdict");
        for (Verdict verdict : Verdict.values()) {
            html.begin("label", "class", "choice")
                    .empty("input", "type", "checkbox", "name", "verdict", "value", verdict.name(), "checked", "");
            badgeContent(verdict);
            html.end().line();
        }
        html.end().line();
        html.begin("div", "class", "fields").line();
        html.begin("div");
        say("label", "suite", "for", "filter-suite");
        html.begin("select", "id", "filter-suite");
        say("option", "filter.all", "value", "");
        for (SuiteCounts suite : suites) {
            html.element("option", suite.suite() + " (" + suite.cases() + ")", "value", suite.suite());
        }
        html.end().end().line();
        html.begin("div");
        say("label", "clause", "for", "filter-clause");
        html.begin("select", "id", "filter-clause");
        say("option", "filter.all", "value", "");
        for (Map.Entry<String, Integer> clause : clauses().entrySet()) {
            html.element("option", clause.getKey() + " (" + clause.getValue() + ")", "value", clause.getKey());
        }
        html.end().end().line();
        html.begin("div", "class", "search");
        say("label", "filter.text", "for", "filter-text");
        html.empty(
                "input",
                "type",
                "search",
                "id",
                "filter-text",
                "autocomplete",
                "off",
                "spellcheck",
                "false",
                "aria-describedby",
                "filter-hint");
        say("p", "filter.hint", "id", "filter-hint", "class", "hint");
        html.end().end().line();
        html.begin("div", "class", "actions");
        html.begin("p", "id", "shown", "role", "status", "aria-live", "polite").end();
        say("button", "filter.reset", "type", "reset");
        say("button", "expand", "type", "button", "id", "expand");
        say("button", "collapse", "type", "button", "id", "collapse");
        say("button", "print", "type", "button", "id", "print");
        html.end().line();
        html.end().line();
    }

    private void caseOf(CaseResult result, int number) throws IOException {
        html.begin(
                        "details",
                        "class",
                        "case",
                        "id",
                        anchor(result, number),
                        "data-number",
                        Integer.toString(number),
                        "data-suite",
                        result.suite(),
                        "data-verdict",
                        result.verdict().name())
                .line();
        html.begin("summary");
        badge(result.verdict());
        html.begin("span", "class", "names")
                .element("h4", result.title())
                .element("code", result.id())
                .end()
                .end()
                .line();
        html.begin("div", "class", "body").line();
        html.begin("p", "class", "clauses");
        say("span", "case.clauses", "class", "label");
        for (String clause : result.clauses()) {
            html.element("span", clause, "class", "clause");
        }
        html.end().begin("p");
        say("span", "case.file", "class", "label");
        html.element("code", result.origin().toString()).end().line();
        if (result.reason().isPresent()) {
            html.begin("p", "class", "reason");
            say("span", "case.reason", "class", "label");
            html.element("span", result.reason().get()).end().line();
        }
        if (!result.checks().isEmpty()) {
            checks(result.checks());
        }
        if (!result.events().isEmpty()) {
            say("h5", "events");
            html.begin("div", "class", "events").end().line();
        }
        html.end().end().line();
    }

    private void checks(List<ExpectationCheck> checks) throws IOException {
        html.begin("table", "class", "checks").line();
        say("caption", "checks");
        html.begin("thead").begin("tr");
        for (String column : List.of("check.what", "check.expected", "check.actual", "check.result")) {
            say("th", column, "scope", "col");
        }
        html.end().end().line().begin("tbody").line();
        for (ExpectationCheck check : checks) {
            html.begin("tr", "class", check.met() ? "met" : "unmet");
            html.begin("th", "scope", "row").text(check.what());
            if (check.clause().isPresent()) {
                html.element("span", check.clause().get(), "class", "clause");
            }
            html.end();
            values(check);
            html.begin("td", "class", "result").element("span", check.met() ? "✓ " : "✗ ", "aria-hidden", "true");
            say("span", check.met() ? "check.met" : "check.unmet");
            html.end().end().line();
        }
        html.end().end().line();
    }

    /** Expected and got; where they part, and where they meet again, is marked. */
    private void values(ExpectationCheck check) throws IOException {
        String expected = check.expected();
        String actual = check.actual();
        int before = 0;
        int after = 0;
        if (!check.met()) {
            int shorter = Math.min(expected.length(), actual.length());
            while (before < shorter && expected.charAt(before) == actual.charAt(before)) {
                before++;
            }
            while (after < shorter - before
                    && expected.charAt(expected.length() - 1 - after) == actual.charAt(actual.length() - 1 - after)) {
                after++;
            }
            // Of use only where they have most in common; a pair of surrogates is not torn.
            boolean torn = before > 0 && Character.isHighSurrogate(expected.charAt(before - 1))
                    || after > 0 && Character.isLowSurrogate(expected.charAt(expected.length() - after));
            if (torn || 2 * (before + after) < Math.max(expected.length(), actual.length())) {
                before = 0;
                after = 0;
            }
        }
        value(expected, before, after, "check.expected");
        value(actual, before, after, "check.actual");
    }

    private void value(String value, int before, int after, String key) throws IOException {
        html.begin("td");
        // Stands for the column's heading where the page is narrow.
        say("span", key, "class", "narrow");
        html.begin("code");
        boolean marked = before + after > 0 && before + after < value.length();
        if (marked) {
            html.text(value.substring(0, before));
            html.element("mark", value.substring(before, value.length() - after));
            html.text(value.substring(value.length() - after));
        } else {
            html.text(value);
        }
        html.end().end();
    }

    private void badge(Verdict verdict) throws IOException {
        html.begin("span", "class", "badge " + name(verdict));
        badgeContent(verdict);
        html.end();
    }

    private void badgeContent(Verdict verdict) throws IOException {
        html.element("span", symbol(verdict), "class", "symbol", "aria-hidden", "true");
        say("span", key(verdict));
    }

    private static String symbol(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "✓";
            case FAILED -> "✗";
            case INAPPLICABLE -> "–";
            case BROKEN -> "?";
            case CRASHED -> "!";
            case TIMED_OUT -> "…";
        };
    }

    private static String key(Verdict verdict) {
        return "verdict." + verdict.name();
    }

    private static String name(Verdict verdict) {
        return SuiteCounts.words(verdict).replace(' ', '-');
    }

    /** Where a link finds a case: by its name, so that it stays the same from run to run. */
    private static String anchor(CaseResult result, int number) {
        return result.id().matches("[a-z0-9-]{1,200}") ? "case-" + result.id() : "number-" + number;
    }

    private HtmlWriter say(String tag, String key, String... attributes) throws IOException {
        String[] all = new String[attributes.length + 2];
        System.arraycopy(attributes, 0, all, 0, attributes.length);
        all[attributes.length] = "data-t";
        all[attributes.length + 1] = key;
        return html.element(tag, texts.get(key), all);
    }

    private void sayCounted(String tag, String key, long... counts) throws IOException {
        Object[] values = new Object[counts.length];
        StringBuilder given = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            values[i] = counts[i];
            given.append(i == 0 ? "" : " ").append(counts[i]);
        }
        html.element(tag, texts.get(key, values), "data-t", key, "data-counts", given.toString());
    }
}
