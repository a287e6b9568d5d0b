package dev.solvo.emv.coverage;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes {@code docs/kernel-coverage.md} from the rows. */
final class CoverageDocument {
    private static final String HEAD = """
        # What the contact kernel covers

        One row for each requirement of EMV 4.4 Books 1 to 4 that concerns the kernel: where it stands, which class does it,
        which test shows it, or why it is not implemented.

        **This list is ours, not EMVCo's.** Nobody at EMVCo has made, seen or approved it, and it is no list of test cases. The
        Books were not at hand when it was made: the requirements are in our words, from projects that cite them and from
        general knowledge, and each row says which. A requirement that none of them mentions is missing here, and the wording
        of the Books decides wherever it differs.

        - **Source**: *text read* means that somebody read the clause; *cited by* names who cites it; *general knowledge* is what
          people who work with EMV know, without a place that was looked up.
        - **Certainty**: **2**, two independent open implementations agree; **1**, one of them does it; **k**, knowledge alone:
          check it in the Book before you rely on it.
        - **Witness**: who agrees that we did not write: a recorded dialogue, a vector, another implementation's test. *Self-consistent
          only* means that kernel, simulated card and expectation come from one reading.
        - **Choice**: which reading was taken where sources differ or are silent.

        The page is generated from `emv-core/src/test/resources/coverage/`; `KernelCoverageTest` fails when it differs, or when a
        class or a test that is named here is gone. [The simulator](simulator.md) says what its cards can do.
        """;

    private CoverageDocument() {}

    static String of(Map<String, List<Requirement>> areas) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("\n## Counts\n\n");
        text.append("| area | rows | implemented | not implemented | certainty 2 / 1 / k | with a foreign witness |\n");
        text.append("| --- | --- | --- | --- | --- | --- |\n");
        areas.forEach((area, rows) -> text.append(counts("[" + area + "](#" + area + ")", rows)));
        text.append(counts("all", areas.values().stream().flatMap(List::stream).toList()));
        areas.forEach((area, rows) -> text.append(area(area, rows)));
        return text.toString();
    }

    private static String counts(String name, List<Requirement> rows) {
        return cells(
                name,
                "" + rows.size(),
                count(rows, row -> row.implementedBy().isPresent()),
                count(rows, row -> row.notImplemented().isPresent()),
                count(rows, row -> row.certainty().equals("2")) + " / "
                        + count(rows, row -> row.certainty().equals("1")) + " / "
                        + count(rows, row -> row.certainty().equals("k")),
                count(rows, row -> row.witness().isPresent() && !isSelfConsistentOnly(row)));
    }

    private static boolean isSelfConsistentOnly(Requirement row) {
        return row.witness().orElse("").startsWith("self-consistent only");
    }

    private static String count(List<Requirement> rows, Predicate<Requirement> which) {
        return "" + rows.stream().filter(which).count();
    }

    private static String area(String area, List<Requirement> rows) {
        StringBuilder text = new StringBuilder("\n## " + area + "\n\n");
        text.append("| id and clause | requirement | class and tests | source, certainty, witness |\n");
        text.append("| --- | --- | --- | --- |\n");
        for (Requirement row : rows) {
            text.append(cells(
                    row.id() + "<br>" + row.clause(),
                    row.text()
                            + row.choice()
                                    .map(choice -> "<br>*Choice:* " + choice)
                                    .orElse(""),
                    row.notImplemented()
                            .map(reason -> "**Not implemented**, " + reason)
                            .orElseGet(() -> implementation(row)),
                    row.source() + "; " + row.certainty()
                            + row.witness().map(witness -> "<br>" + witness).orElse("")));
        }
        return text.toString();
    }

    private static String implementation(Requirement row) {
        String type = row.implementedBy().orElseThrow();
        StringBuilder text = new StringBuilder("`" + type.substring(type.lastIndexOf('.') + 1) + "`");
        row.tests().forEach(test -> text.append("<br>`").append(test).append('`'));
        return text.toString();
    }

    private static String cells(String... cells) {
        StringBuilder line = new StringBuilder("|");
        for (String cell : cells) {
            line.append(' ').append(cell.replace("|", "\\|").replace("\n", " ")).append(" |");
        }
        return line.append('\n').toString();
    }
}
