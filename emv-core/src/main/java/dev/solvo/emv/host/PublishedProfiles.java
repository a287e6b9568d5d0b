package dev.solvo.emv.host;

import dev.solvo.tlv.Tag;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the lists that stand in the resource {@code field-55.txt}. */
final class PublishedProfiles {
    private static final String RESOURCE = "field-55.txt";

    private PublishedProfiles() {}

    /** The list of a network for a message; its name is the network's. */
    static Field55Profile read(String network, String message) {
        try (InputStream file = PublishedProfiles.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing from the module");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\\|", -1);
                if (parts.length == 3 && parts[0].equals(network) && parts[1].equals(message)) {
                    return Field55Profile.of(network, tags(parts[2]));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        throw new IllegalStateException("no list of " + network + " for " + message);
    }

    private static List<Tag> tags(String hex) {
        List<Tag> tags = new ArrayList<>();
        for (String tag : hex.split(" ", -1)) {
            tags.add(Tag.of(Integer.parseInt(tag, 16)));
        }
        return tags;
    }
}
