package dev.solvo.emv.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files {@code coverage/*.json}: one for each area of the kernel, each with its rows. */
final class CoverageFiles {
    /** The areas, in the order of a transaction. */
    static final List<String> AREAS = List.of(
            "selection",
            "initiate-read",
            "restrictions",
            "card-log",
            "oda",
            "analysis",
            "explanations",
            "cvm",
            "risk-management",
            "online-completion",
            "scripts",
            "transaction-types",
            "host",
            "terminal",
            "errors");

    private CoverageFiles() {}

    /** Rows by area, in the order of the areas. */
    static Map<String, List<Requirement>> read(Path directory) {
        Map<String, List<Requirement>> found = new LinkedHashMap<>();
        for (Path file : files(directory)) {
            try {
                JsonNode root = new ObjectMapper().readTree(file.toFile());
                String area = root.required("area").asText();
                if (!file.getFileName().toString().equals(area + ".json") || !AREAS.contains(area)) {
                    throw new IllegalArgumentException(file.getFileName() + " holds the unknown area " + area);
                }
                List<Requirement> rows = new ArrayList<>();
                root.required("rows").forEach(row -> rows.add(Requirement.read(row)));
                found.put(area, List.copyOf(rows));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        Map<String, List<Requirement>> ordered = new LinkedHashMap<>();
        for (String area : AREAS) {
            if (found.containsKey(area)) {
                ordered.put(area, found.get(area));
            }
        }
        return ordered;
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
