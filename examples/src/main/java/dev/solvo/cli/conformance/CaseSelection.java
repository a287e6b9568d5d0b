package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.file.CaseSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Which cases. */
final class CaseSelection {
    @Option(
            names = "--cases",
            paramLabel = "FILE|DIR",
            description = "case files, or folders of them (default: the suites that come with the library)")
    private List<Path> places = List.of();

    @Option(names = "--suite", paramLabel = "NAME", description = "only the cases of this suite; may be repeated")
    private Set<String> suites = new TreeSet<>();

    @Option(names = "--case", paramLabel = "ID", description = "only this case; may be repeated")
    private Set<String> ids = new TreeSet<>();

    @Option(
            names = "--clause",
            paramLabel = "TEXT",
            description = "only cases with a clause that has this text in it, such as \"Book 3, 10.5\"")
    private Set<String> clauses = new TreeSet<>();

    boolean namesCases() {
        return !ids.isEmpty();
    }

    List<CaseSource> sources() throws BadInputException {
        return Bench.sources(places);
    }

    /** The cases that are wanted; what is asked for and not there is an error. */
    CaseCollection of(CaseCollection all) throws BadInputException {
        for (String suite : suites) {
            if (all.cases().stream().noneMatch(one -> one.suite().equals(suite))
                    && all.broken().stream().noneMatch(one -> one.suite().equals(suite))) {
                throw new BadInputException("there is no suite " + suite + "; solvo conformance list shows all");
            }
        }
        for (String id : ids) {
            if (all.cases().stream().noneMatch(one -> one.id().equals(id))
                    && all.broken().stream().noneMatch(one -> one.id().equals(id))) {
                throw new BadInputException("there is no case " + id + "; solvo conformance list shows all");
            }
        }
        CaseCollection wanted = all.only(this::isWanted);
        return new CaseCollection(
                wanted.cases(),
                wanted.broken().stream()
                        .filter(one -> (suites.isEmpty() || suites.contains(one.suite()))
                                && (ids.isEmpty() || ids.contains(one.id())))
                        .toList());
    }

    private boolean isWanted(ConformanceCase one) {
        return (suites.isEmpty() || suites.contains(one.suite()))
                && (ids.isEmpty() || ids.contains(one.id()))
                && (clauses.isEmpty()
                        || clauses.stream()
                                .anyMatch(text -> one.clauses().stream().anyMatch(clause -> clause.contains(text))));
    }
}
