package dev.solvo.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many cases test which clause. */
public final class ClauseCoverage {
    private static final Pattern CLAUSE = Pattern.compile("(.*?)(?:, |$)(.*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** By the numbers in them, so that 10.5.1 comes after 9. */
    private static final Comparator<String> BY_NUMBER = Comparator.comparing(ClauseCoverage::padded);

    private final Map<String, Map<String, List<ConformanceCase>>> documents = new TreeMap<>();
    private final int cases;

    /**
     * Counts.
     *
     * @param cases the cases
     */
    public ClauseCoverage(List<ConformanceCase> cases) {
        this.cases = cases.size();
        for (ConformanceCase one : cases) {
            for (String clause : new TreeSet<>(one.clauses())) {
                Matcher parts = CLAUSE.matcher(clause);
                String document = parts.matches() ? parts.group(1) : clause;
                String place = parts.matches() ? parts.group(2) : "";
                documents
                        .computeIfAbsent(document, name -> new TreeMap<>(BY_NUMBER))
                        .computeIfAbsent(place, name -> new ArrayList<>())
                        .add(one);
            }
        }
    }

    /**
     * The numbers as a page in Markdown.
     *
     * @return the page, ending with a line feed
     */
    public String page() {
        StringBuilder page = new StringBuilder("# Conformance cases by clause\n\n");
        page.append("Which clause how many of the ")
                .append(cases)
                .append(" shipped cases test, and in which suites. A\n");
        page.append("case that tests several clauses is counted at each. Written from the cases by\n");
        page.append("`solvo conformance clauses`; [conformance.md](conformance.md) says what a case is.\n");
        documents.forEach((document, clauses) -> {
            page.append("\n## ").append(document).append("\n\n| clause | cases | suites |\n| --- | ---: | --- |\n");
            clauses.forEach((clause, tested) -> page.append("| ")
                    .append(clause.isEmpty() ? "(the whole)" : clause.replace("|", "\\|"))
                    .append(" | ")
                    .append(tested.size())
                    .append(" | ")
                    .append(String.join(", ", suites(tested)))
                    .append(" |\n"));
        });
        return page.toString();
    }

    private static Set<String> suites(List<ConformanceCase> cases) {
        Set<String> suites = new TreeSet<>();
        cases.forEach(one -> suites.add(one.suite()));
        return suites;
    }

    private static String padded(String clause) {
        Matcher numbers = NUMBER.matcher(clause);
        return numbers.replaceAll(number ->
                "0".repeat(Math.max(0, 8 - number.group().length())) + number.group());
    }
}
