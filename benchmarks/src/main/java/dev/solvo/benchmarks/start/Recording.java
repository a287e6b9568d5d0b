package dev.solvo.benchmarks.start;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A contact transaction with CDA as {@link Recorder} has written it: the card's answers, and what the check of its
 * signatures takes. Read without anything that would take time to load.
 */
final class Recording {
    static final String RESOURCE = "first-payment.txt";

    /** When the transaction was recorded: 2026-06-15T12:00:00Z. */
    static final long EPOCH_SECOND = 1781524800L;

    static final long SEED = 1;
    static final long AMOUNT_MINOR = 1234;

    private final String text;

    private Recording(String text) {
        this.text = text;
    }

    static Recording read() {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new Recording(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes value(String name) {
        return values(name).get(0);
    }

    Optional<Bytes> ifAny(String name) {
        List<Bytes> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    List<Bytes> values(String name) {
        List<Bytes> values = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int gap = text.indexOf(' ', start);
            if (gap - start == name.length() && text.startsWith(name, start)) {
                values.add(Bytes.fromHex(text.substring(gap + 1, end)));
            }
            start = end + 1;
        }
        return values;
    }
}
