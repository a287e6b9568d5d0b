package dev.solvo.cli;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Vector files of the tests. */
final class VectorFiles {
    private VectorFiles() {}

    static Path named(String name) {
        URL file = VectorFiles.class.getResource("/vectors/" + name);
        if (file == null) {
            throw new AssertionError("no vector file " + name);
        }
        try {
            return Path.of(file.toURI());
        } catch (URISyntaxException broken) {
            throw new AssertionError(broken);
        }
    }
}
