package dev.solvo.qr.wallet.record;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Wallet;
import java.time.Instant;

/**
 * What a till keeps of one collection, from before the first byte leaves until the result is certain, and afterwards.
 * Payment codes and keys are not in it.
 *
 * @param revision 1 for the first one saved, then one more each time
 * @param wallet whose payment it is
 * @param account the gateway's {@link dev.solvo.qr.wallet.WalletGateway#account()}
 * @param sale what is paid for
 * @param order number, amount, time of the first call
 * @param presentation whose code is scanned
 * @param expiresAt until when a shown code can be paid
 * @param phase how far it is
 * @param codeGiven whether a code to show came, so that somebody may have scanned it
 * @param queries how often has been asked since the first call or the last resumption
 * @param takeBacks how often was tried to take the order back, likewise
 * @param takeBackUnsure whether a call to take the order back left whose result is not known
 * @param changedAt when this revision was made
 * @param state what is known of the payment
 */
public record CollectionRecord(
        long revision,
        Wallet wallet,
        String account,
        SaleReference sale,
        OrderReference order,
        Presentation presentation,
        Instant expiresAt,
        Phase phase,
        boolean codeGiven,
        int queries,
        int takeBacks,
        boolean takeBackUnsure,
        Instant changedAt,
        PaymentState state) {

    /** Who shows the code. */
    public enum Presentation {
        /** The customer shows it, and the till scans it. */
        CUSTOMER_SHOWS,
        /** The till shows it, and the customer scans it. */
        TILL_SHOWS,
    }

    /** How far a collection is. */
    public enum Phase {
        /** The first call is about to leave, or has left. */
        SUBMITTING,
        /** Asking what became of it. */
        ASKING,
        /** Taking the order back. */
        TAKING_BACK,
        /** The patience of this attempt is used up and nobody knows yet: to be resumed later. */
        LEFT_OPEN,
        /** The result is certain. */
        ENDED,
    }

    /** Checks that a record has ended if and only if its state is final. */
    public CollectionRecord {
        if ((phase == Phase.ENDED) != state.isFinal()) {
            throw new IllegalArgumentException("a collection in phase " + phase + " cannot be "
                    + state.getClass().getSimpleName());
        }
        if (revision < 0 || queries < 0 || takeBacks < 0) {
            throw new IllegalArgumentException("a record does not count below zero");
        }
    }

    /** Whether the result is certain; a record that is not resolved has to be resumed. */
    public boolean isResolved() {
        return phase == Phase.ENDED;
    }

    /** Whether no other collection may be begun for the same sale: it may yet be paid, or has been. */
    public boolean blocksSale() {
        return !isResolved() || state instanceof PaymentState.Approved || state instanceof PaymentState.Conflict;
    }

    /** The record as a JSON text in UTF-8, on one line. */
    public String toJson() {
        return CollectionJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws QrException DAMAGED_RECORD if it is not such a text
     */
    public static CollectionRecord fromJson(String json) throws QrException {
        return CollectionJson.read(json);
    }
}
