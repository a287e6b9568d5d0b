package dev.solvo.conformance.file;

import dev.solvo.conformance.Applicability;
import dev.solvo.conformance.BrokenCase;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseOrigin;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.ConformanceCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads case files. A case that is wrong never keeps the others from being read. */
public final class CaseReader {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m)");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_ID = 100;

    private final Map<String, CaseKind> kinds = new TreeMap<>();
    private final Set<String> optionNames;

    /**
     * A reader.
     *
     * @param kinds the kinds of cases that there are
     * @param optionNames what {@code applies} may name
     */
    public CaseReader(List<CaseKind> kinds, Set<String> optionNames) {
        kinds.forEach(kind -> this.kinds.put(kind.name(), kind));
        this.optionNames = optionNames;
    }

    /**
     * Reads all cases of all files, in the files' order.
     *
     * @param sources the files
     * @return the cases; of two with one id the later one is broken
     */
    public CaseCollection read(List<CaseSource> sources) {
        List<ConformanceCase> cases = new ArrayList<>();
        List<BrokenCase> broken = new ArrayList<>();
        Map<String, CaseOrigin> seen = new HashMap<>();
        for (CaseSource source : sources) {
            read(source, cases, broken, seen);
        }
        return new CaseCollection(cases, broken);
    }

    private void read(
            CaseSource source, List<ConformanceCase> cases, List<BrokenCase> broken, Map<String, CaseOrigin> seen) {
        List<CaseFault> form = new ArrayList<>();
        List<CaseNode> documents = CaseText.read(source.name(), source.text(), form);
        for (CaseNode document : documents) {
            read(document, source, cases, broken, seen);
        }
        if (form.isEmpty() && documents.isEmpty()) {
            form.add(new CaseFault(source.name(), 1, 1, "expected a case; the file has none"));
        }
        if (!form.isEmpty()) {
            broken.add(new BrokenCase(
                    source.name(),
                    source.suite(),
                    "",
                    new CaseOrigin(source.name(), form.get(0).line()),
                    words(form)));
        }
    }

    private void read(
            CaseNode document,
            CaseSource source,
            List<ConformanceCase> cases,
            List<BrokenCase> broken,
            Map<String, CaseOrigin> seen) {
        List<CaseFault> faults = new ArrayList<>();
        CaseOrigin origin = new CaseOrigin(source.name(), document.line());
        CaseObject file = new CaseObject(document, source, faults);
        if (document.kind() != CaseNode.Kind.OBJECT) {
            file.fault("expected a case, an object with id, title, clauses and kind, not "
                    + document.kind().words());
            broken.add(new BrokenCase(source.name(), source.suite(), "", origin, words(faults)));
            return;
        }
        String id = id(file);
        String title = file.requiredText("title");
        List<String> clauses = file.texts("clauses");
        if (clauses.isEmpty()) {
            file.fault("expected the key clauses, a list of clauses that the case tests");
        }
        Optional<Applicability> applies = file.read("applies", node -> Applicability.parse(node.text(), optionNames));
        Duration limit = file.read("timeLimit", CaseReader::timeLimit).orElse(TIME_LIMIT);
        Optional<CaseProcedure> procedure = procedure(file);
        if (procedure.isPresent()) {
            file.close();
        }
        if (!id.isEmpty() && seen.putIfAbsent(id, origin) != null) {
            file.fault("the id " + id + " is taken by the case at " + seen.get(id));
        }
        if (!faults.isEmpty() || procedure.isEmpty()) {
            broken.add(new BrokenCase(id.isEmpty() ? source.name() : id, source.suite(), title, origin, words(faults)));
            return;
        }
        cases.add(new ConformanceCase(id, source.suite(), title, clauses, origin, applies, limit, procedure.get()));
    }

    private Optional<CaseProcedure> procedure(CaseObject file) {
        Optional<String> name = file.word("kind", kinds.keySet());
        if (name.isEmpty()) {
            if (!file.has("kind")) {
                file.fault("expected the key kind, one of " + String.join(", ", kinds.keySet()));
            }
            return Optional.empty();
        }
        return Optional.ofNullable(kinds.get(name.get())).map(kind -> kind.read(file));
    }

    private static String id(CaseObject file) {
        String id = file.requiredText("id");
        if (!id.isEmpty() && (id.length() > LONGEST_ID || !ID.matcher(id).matches())) {
            file.value("id")
                    .ifPresent(place -> file.fault(
                            place, "id", "expected small letters and digits joined by hyphens, at most " + LONGEST_ID));
            return "";
        }
        return id;
    }

    private static Duration timeLimit(CaseNode node) throws CaseException {
        Matcher time = TIME.matcher(node.text());
        if (!time.matches()) {
            throw new CaseException("expected a time such as 10s, 500ms or 2m");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static List<String> words(List<CaseFault> faults) {
        return faults.stream()
                .sorted(Comparator.comparingInt(CaseFault::line).thenComparingInt(CaseFault::column))
                .map(CaseFault::toString)
                .toList();
    }
}
