package dev.solvo.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures groups of benchmarks, keeps what was measured in files, and writes the ratios beside the goals of {@code goals.txt} into
 * the README. {@code scripts/bench} calls it.
 */
public final class Bench {
    private static final int JDK = Runtime.version().feature();

    private final Path module;
    private final Goals goals;
    private final Results results;
    private final List<Group> asked = new ArrayList<>();
    private final List<String> forPrograms = new ArrayList<>();
    private final Set<String> failed = new TreeSet<>();
    private int runs = 1;
    private boolean resumes;
    private boolean isQuick;
    private boolean onlyReports;

    private Bench(Path module) throws IOException {
        this.module = module;
        goals = Goals.read();
        results = new Results(module.resolve("results"));
    }

    /**
     * Runs what is asked for.
     *
     * @param arguments the directory of this module, then options and groups as {@code scripts/bench} takes them
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Bench bench = new Bench(Path.of(arguments[0]));
        try {
            bench.read(List.of(arguments).subList(1, arguments.length));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(64);
        }
        bench.run();
    }

    private void read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--runs" -> {
                    i++;
                    if (i == arguments.size() || !arguments.get(i).matches("[1-9][0-9]?")) {
                        throw new IllegalArgumentException("--runs wants a number from 1 to 99");
                    }
                    runs = Integer.parseInt(arguments.get(i));
                }
                case "--resume" -> resumes = true;
                case "--quick" -> isQuick = true;
                case "--report" -> onlyReports = true;
                case "--" -> {
                    forPrograms.addAll(arguments.subList(i + 1, arguments.size()));
                    i = arguments.size();
                }
                default -> ask(goals.group(arguments.get(i)));
            }
        }
        if (asked.isEmpty()) {
            goals.groups().stream()
                    .filter(group -> group.kind() != Group.Kind.ON_DEMAND && group.runsOn(JDK))
                    .forEach(asked::add);
        }
    }

    private void ask(Group group) {
        if (!group.runsOn(JDK)) {
            throw new IllegalArgumentException(group.name() + " does not run on JDK " + JDK);
        }
        asked.add(group);
    }

    private void run() throws IOException, InterruptedException {
        if (!onlyReports && !isQuick && !resumes) {
            for (Group group : asked) {
                results.clear(group, JDK);
            }
        }
        for (int run = 1; run <= runs && !onlyReports; run++) {
            for (Group group : asked) {
                if (isQuick || results.runs(group, JDK).size() < run) {
                    System.out.println("== " + group.name() + ", run " + run + " of " + runs);
                    attempt(group);
                }
            }
        }
        if (!isQuick) {
            new Tables(goals, results).write(module.resolve("README.md"));
        }
        if (!failed.isEmpty()) {
            System.err.println("failed: " + String.join(", ", failed));
            System.exit(1);
        }
    }

    /** A group that fails does not keep the others from being measured. */
    private void attempt(Group group) throws InterruptedException {
        try {
            measure(group);
        } catch (IOException | RunnerException | RuntimeException failure) {
            failure.printStackTrace();
            failed.add(group.name());
        }
    }

    private Path pictures() throws IOException {
        return isQuick ? Files.createTempDirectory("solvo-benchmarks") : results.directory();
    }

    private void measure(Group group) throws IOException, RunnerException, InterruptedException {
        Optional<JsonNode> measured = group.kind() == Group.Kind.JMH
                ? Optional.of(JmhRun.measure(group, isQuick))
                : ProgramRun.measure(group, forPrograms, pictures(), isQuick);
        if (measured.isPresent() && !isQuick) {
            results.add(group, measured.get());
            new Tables(goals, results).write(module.resolve("README.md"));
        }
    }
}
