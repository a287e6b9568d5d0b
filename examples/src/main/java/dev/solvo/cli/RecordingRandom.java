package dev.solvo.cli;

import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Gives what another source of randomness gives, and keeps it. For one kernel on one thread. */
final class RecordingRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final SecureRandom source;
    private final transient List<Bytes> draws = new ArrayList<>();

    RecordingRandom(SecureRandom source) {
        this.source = source;
    }

    /** Every other method of a {@link SecureRandom} draws by this one. */
    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
        draws.add(Bytes.of(bytes));
    }

    /** Everything given so far, in order. */
    List<Bytes> draws() {
        return List.copyOf(draws);
    }
}
