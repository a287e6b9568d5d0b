package dev.solvo.cli;

import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.List;

/** Gives recorded draws once more and refuses a draw that was not recorded. For one kernel on one thread. */
final class ReplayRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient List<Bytes> draws;
    private int next;

    ReplayRandom(List<Bytes> draws) {
        this.draws = List.copyOf(draws);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (next == draws.size()) {
            throw new PartedException("no more random bytes", "a draw of " + bytes.length + " random bytes");
        }
        Bytes draw = draws.get(next);
        if (draw.length() != bytes.length) {
            throw new PartedException(
                    "a draw of " + draw.length() + " random bytes", "a draw of " + bytes.length + " random bytes");
        }
        next++;
        draw.copyTo(bytes, 0);
    }

    /** How many recorded draws nobody asked for. */
    int left() {
        return draws.size() - next;
    }
}
