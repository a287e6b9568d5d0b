package dev.solvo.cli.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import dev.solvo.qr.QrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of data files: JSON with an array {@code vectors} each; files without one are inputs of the others. */
public final class VectorDirectory {
    private final List<Path> files;
    private final TestKeys keys;

    private VectorDirectory(List<Path> files, TestKeys keys) {
        this.files = files;
        this.keys = keys;
    }

    /**
     * Looks into a directory.
     *
     * @throws BadInputException if it cannot be read or holds no JSON file
     */
    public static VectorDirectory open(Path directory) throws BadInputException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read the directory " + directory, unreadable);
        }
        if (files.isEmpty()) {
            throw new BadInputException("no .json file in " + directory);
        }
        return new VectorDirectory(files, TestKeys.in(directory));
    }

    /**
     * Checks every record of every file, in the order of the file names.
     *
     * @throws BadInputException if a file is not JSON, or a record is no object with an {@code id}
     */
    public List<RecordResult> check() throws BadInputException {
        List<RecordResult> results = new ArrayList<>();
        for (Path file : files) {
            JsonNode tree = JsonFile.read(file);
            if (!tree.has("vectors")) {
                continue;
            }
            if (!tree.path("vectors").isArray()) {
                throw new BadInputException(file + ": \"vectors\" is not an array");
            }
            String name = file.getFileName().toString();
            RecordCheck check = RecordChecks.of(name, tree, keys);
            for (JsonNode record : tree.path("vectors")) {
                if (!record.path("id").isTextual()) {
                    throw new BadInputException(file + " has a record without an id");
                }
                results.add(result(name, check, record));
            }
        }
        return results;
    }

    /** Whatever a check runs into is its record's failure: the other records are checked all the same. */
    private static RecordResult result(String file, RecordCheck check, JsonNode record) {
        String id = record.path("id").asText();
        try {
            return new RecordResult(file, id, Verdict.PASS, check.check(record));
        } catch (MismatchException mismatch) {
            return new RecordResult(file, id, Verdict.FAIL, String.valueOf(mismatch.getMessage()));
        } catch (UnsupportedRecordException unsupported) {
            return new RecordResult(file, id, Verdict.UNSUPPORTED, String.valueOf(unsupported.getMessage()));
        } catch (QrException | RuntimeException refused) {
            return new RecordResult(file, id, Verdict.FAIL, "refused: " + refused.getMessage());
        }
    }
}
