package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;

/**
 * Fails or dies at every saving where it is told to. To die before it is the same as to die after the last answer.
 */
public final class FaultyMedium {
    /** The process ends here. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        /** Where somebody chose that it ends. */
        public Killed() {
            super("killed");
        }
    }

    /** What keeps a record. */
    public interface Keeping {
        /** Does so. */
        Saved keep() throws IOException;
    }

    private final Course choices;
    private boolean full;

    /** A medium that is told by these choices. */
    public FaultyMedium(Course choices) {
        this.choices = choices;
    }

    /** It works again. */
    public void restart() {
        full = false;
    }

    /** Keeps a record, or not, and answers, or not. */
    public Saved save(Keeping record) throws IOException {
        if (full) {
            throw new IOException("the medium is full");
        }
        switch (choices.depart(5)) {
            case 1 -> {
                record.keep();
                throw new Killed();
            }
            case 2 -> throw new IOException("not written");
            case 3 -> {
                record.keep();
                throw new IOException("written, but the answer was lost");
            }
            case 4 -> {
                full = true;
                throw new IOException("the medium is full from now on");
            }
            default -> {
                return record.keep();
            }
        }
    }
}
