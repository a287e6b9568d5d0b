package dev.solvo.cli;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import dev.solvo.pcsc.ConnectionSettings;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscTransport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The field of a contactless reader that is reached through PC/SC.
 *
 * <p>PC/SC has no call that switches a field off. The card is reset and given back, nobody speaks to it for as long as the field is
 * to be off, and what is in the field afterwards is connected as new. Nor does PC/SC tell of several cards: which one is taken, or
 * that none is, is the reader's matter.
 */
final class PcscField implements ContactlessReader, AutoCloseable {
    private static final Duration TIME_TO_PRESENT = Duration.ofSeconds(60);

    /** A card that is asked for again is usually lifted first; one that is left lying is taken again after this time. */
    private static final Duration TIME_TO_LIFT = Duration.ofSeconds(3);

    /** A card on its way into the field, or out of it, often cannot be connected at once. */
    private static final int MOST_ATTEMPTS = 5;

    /** The reader cannot be used, and no card has been in its field yet. */
    static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private UnavailableException(PcscException reason) {
            super(reason.getMessage(), reason);
        }
    }

    private final PcscReader reader;
    private final Progress progress;
    private @Nullable PcscTransport card;
    private boolean presented;

    PcscField(PcscReader reader, Progress progress) {
        this.reader = reader;
        this.progress = progress;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnavailableException if the reader fails before the first card; later the transaction is given up, for what has been
     *     decided by then must not be lost
     */
    @Override
    public PresentCard.Answer awaitCard() {
        release();
        progress.waitingFor("Hold a card or phone to " + reader.name());
        try {
            if (presented) {
                // One that is left lying is in the field as well, so the answer does not matter.
                boolean unusedHere = reader.waitForCardAbsent(TIME_TO_LIFT);
            }
            PresentCard.Answer answer = connect() ? PresentCard.Answer.PRESENTED : PresentCard.Answer.TIMED_OUT;
            presented |= answer == PresentCard.Answer.PRESENTED;
            return answer;
        } catch (PcscException failed) {
            if (!presented) {
                throw new UnavailableException(failed);
            }
            return PresentCard.Answer.CANCELLED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return PresentCard.Answer.CANCELLED;
        }
    }

    @Override
    public void fieldOff(Duration duration) {
        release();
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        PcscTransport present = card;
        if (present == null) {
            throw new CardTransportException(
                    CardTransportException.Kind.CARD_REMOVED, "no card is connected in \"" + reader.name() + "\"");
        }
        return present.transmit(command);
    }

    @Override
    public void close() {
        release();
    }

    private boolean connect() throws PcscException, InterruptedException {
        for (int attempt = 1; reader.waitForCardPresent(TIME_TO_PRESENT); attempt++) {
            try {
                card = reader.connect(ConnectionSettings.anyCard());
                return true;
            } catch (PcscException refused) {
                if (attempt == MOST_ATTEMPTS) {
                    throw refused;
                }
            }
        }
        return false;
    }

    /** The settings reset the card. */
    private void release() {
        PcscTransport present = card;
        card = null;
        if (present != null) {
            present.close();
        }
    }
}
