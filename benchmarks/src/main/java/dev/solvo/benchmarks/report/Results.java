package dev.solvo.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The files of results: {@code GROUP-17.json} has the runs of a group on JDK 17. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ENDING = ".json";

    private final Path directory;

    Results(Path directory) {
        this.directory = directory;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode parse(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** Where the files are. */
    Path directory() {
        return directory;
    }

    /** The names of a group's pictures. */
    List<String> pictures(Group group) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, group.name() + "-*.svg")) {
                files.forEach(file -> names.add(directory.relativize(file).toString()));
            }
        }
        return List.copyOf(names);
    }

    /** The runs of a group on a JDK, the oldest first. */
    List<Run> runs(Group group, int jdk) throws IOException {
        List<Run> runs = new ArrayList<>();
        Path file = file(group, jdk);
        if (Files.exists(file)) {
            JSON.readTree(file.toFile()).path("runs").forEach(run -> runs.add(new Run(run)));
        }
        return runs;
    }

    /** Forgets the runs of a group on a JDK. */
    void clear(Group group, int jdk) throws IOException {
        Files.deleteIfExists(file(group, jdk));
    }

    /** Adds a run to the file of this JDK. */
    void add(Group group, JsonNode measured) throws IOException {
        int jdk = Runtime.version().feature();
        Files.createDirectories(directory);
        Path file = file(group, jdk);
        ObjectNode root = Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : object();
        root.put("group", group.name());
        ArrayNode runs = root.withArray("runs");
        ObjectNode run = runs.addObject();
        run.put("date", LocalDate.now(Clock.systemUTC()).toString());
        run.put("processor", processor());
        run.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        run.set("measured", measured);
        Path written = Files.createTempFile(directory, group.name(), ".tmp");
        JSON.writeValue(written.toFile(), root);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The JDKs for which there are runs, the lowest first. */
    List<Integer> jdks() throws IOException {
        TreeSet<Integer> jdks = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
                for (Path file : files) {
                    String name = file.toString();
                    jdks.add(Integer.valueOf(
                            name.substring(name.lastIndexOf('-') + 1, name.length() - ENDING.length())));
                }
            }
        }
        return List.copyOf(jdks);
    }

    private Path file(Group group, int jdk) {
        return directory.resolve(group.name() + "-" + jdk + ENDING);
    }

    private static String processor() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        String name = System.getProperty("os.arch");
        if (Files.isReadable(description)) {
            for (String line : Files.readAllLines(description)) {
                if (line.startsWith("model name")) {
                    name = line.substring(line.indexOf(':') + 1).trim();
                    break;
                }
            }
        }
        return name + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }
}
