package dev.solvo.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of a program in a JVM of its own. Of what it prints, the last line that begins with a brace is a JSON object: names and
 * what was measured, a number or a list of numbers, one for each time it was measured. Other lines are shown.
 */
final class ProgramRun {
    private ProgramRun() {}

    /**
     * Runs it; empty if it prints no such line.
     *
     * @param arguments what the program is told
     * @param directory where it may put pictures
     * @param quick whether only to see that it works, for programs that know how
     */
    static Optional<JsonNode> measure(Group group, List<String> arguments, Path directory, boolean quick)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(property("java.home"), "bin", "java").toString(),
                "-Dsolvo.benchmarks.results=" + directory,
                "-Dsolvo.benchmarks.quick=" + quick,
                "-cp",
                property("java.class.path")));
        command.addAll(group.program());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Optional<JsonNode> measured = Optional.empty();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    measured = Optional.of(Results.parse(line));
                } else {
                    System.out.println(line);
                }
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(group.name() + " ended with status " + status);
        }
        return measured;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
