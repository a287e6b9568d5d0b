package dev.solvo.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

final class GoalTest {
    private static Run run(double ours, double slowPeer, double fastPeer) throws IOException {
        return new Run(Results.parse(String.format(
                java.util.Locale.ROOT,
                "{\"measured\": {\"B.ours\": {\"processorNanos\": [%f, %f], \"bytes\": 8.2},"
                        + " \"B.slow\": {\"processorNanos\": [%f, %f]}, \"B.fast\": {\"processorNanos\": [%f, %f]}, \"heap\": 900}}",
                ours,
                2 * ours,
                slowPeer,
                slowPeer,
                fastPeer,
                fastPeer)));
    }

    @Test
    void ratioIsThatOfTheFastestPeerInTheSameRun() throws IOException {
        Goal goal = Goal.parse("g | path | B.slow, B.fast / B.ours | >= 5 | because");
        List<Run> runs = List.of(run(10, 900, 100), run(20, 900, 60), run(30, 900, 180));
        assertEquals(6, goal.measured(runs));
        assertEquals("met", goal.verdict(runs));
        assertEquals("1.50 to 10.0", goal.spread(runs));
        assertEquals(8.2, goal.bytes(runs));
        assertEquals(
                "`B.fast` / `ours`, the fastest of slow, fast", goal.measure().describe(runs.get(0)));
    }

    @Test
    void whatIsMissedSaysByHowMuchAndWhy() throws IOException {
        List<Run> runs = List.of(run(130, 900, 100));
        assertEquals(
                "**missed by 4 %**: because",
                Goal.parse("g | path | B.ours / B.fast | <= 1.25 | because").verdict(runs));
        assertEquals(
                "**missed by 85 %**",
                Goal.parse("g | path | B.fast / B.ours | >= 5 |").verdict(runs));
        assertEquals(
                "**missed by 300 bytes**",
                Goal.parse("g | path | heap bytes | <= 600 |").verdict(runs));
        assertEquals("met", Goal.parse("g | path | B.ours bytes | <= 8 |").verdict(runs));
        assertEquals("only so", Goal.parse("g | path | heap ms | - | only so").verdict(runs));
    }

    @Test
    void differenceHasItsUnit() throws IOException {
        Goal goal = Goal.parse("g | path | heap - B.fast ms | <= 801 |");
        assertEquals(800, goal.measured(List.of(run(1, 1, 100))));
        assertEquals("met", goal.verdict(List.of(run(1, 1, 100))));
    }

    @Test
    void linesThatSayNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Goal.parse("g | path | A / B | 5 |"));
        assertThrows(IllegalArgumentException.class, () -> Goal.parse("g | path | A / B | >= 5"));
        assertThrows(IllegalArgumentException.class, () -> Goal.parse("g | path | A | >= 5 |"));
    }

    @Test
    void goalsNameBenchmarksThatExist() throws IOException {
        Goals goals = Goals.read();
        Set<String> benchmarks = BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .stream()
                .map(entry -> entry.getUsername())
                .map(name -> name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
                .collect(Collectors.toSet());
        for (Group group : goals.groups()) {
            if (group.kind() == Group.Kind.JMH) {
                Set<String> classes = Set.of(group.target().split("\\|", 0));
                for (Goal goal : goals.of(group)) {
                    for (String name : goal.measure().names()) {
                        assertTrue(benchmarks.contains(name), name);
                        assertTrue(classes.contains(name.substring(0, name.indexOf('.'))), name);
                    }
                }
            }
        }
    }

    @Test
    void everyBenchmarkBelongsToAGroup() throws IOException {
        Set<String> classes = Goals.read().groups().stream()
                .filter(group -> group.kind() == Group.Kind.JMH)
                .flatMap(group -> List.of(group.target().split("\\|", 0)).stream())
                .collect(Collectors.toSet());
        BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .forEach(entry -> {
                    String name = entry.getUserClassQName();
                    assertTrue(classes.contains(name.substring(name.lastIndexOf('.') + 1)), name);
                });
    }

    @Test
    void tablesStandBetweenTheirMarks(@TempDir Path directory) throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), """
                before
                <!-- begin of what scripts/bench measured -->
                old
                <!-- end of what scripts/bench measured -->
                after
                """);
        Goals goals = Goals.read();
        Results results = new Results(directory.resolve("results"));
        new Tables(goals, results).write(readme);
        assertEquals("""
                before
                <!-- begin of what scripts/bench measured -->

                Nothing was measured yet; `scripts/bench` does.

                <!-- end of what scripts/bench measured -->
                after
                """, Files.readString(readme));

        Group wallet = goals.group("wallet");
        for (int run = 0; run < 3; run++) {
            results.add(
                    wallet,
                    Results.parse(
                            "{\"SigningBenchmark.request\": {\"processorNanos\": [" + (110 + run)
                                    + "], \"bytes\": 4000}, \"SigningBenchmark.signature\": {\"processorNanos\": [100], \"bytes\": 1}}"));
        }
        new Tables(goals, results).write(readme);
        String text = Files.readString(readme);
        assertTrue(text.contains("### A wallet's request (`wallet`"), text);
        assertTrue(text.contains("median of 3 runs."), text);
        assertTrue(
                text.contains(
                        "| signed with RSA-2048 | `SigningBenchmark.request` / `signature` | ≤ 1.25 | 1.11 | met |"
                                + " 1.10 to 1.12 | 4,000 |"),
                text);
        assertTrue(text.endsWith("after\n"), text);
    }
}
