package dev.solvo.qr.wallet.record;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Wallet;
import java.time.Instant;

/**
 * What a till keeps of one refund, from before anything is checked until the result is certain, and afterwards.
 *
 * @param revision 1 for the first one saved, then one more each time
 * @param wallet whose payment is refunded
 * @param account the gateway's {@link dev.solvo.qr.wallet.WalletGateway#account()}
 * @param refund the refund; its order's transaction id is known once the payment was confirmed
 * @param phase how far it is
 * @param sends how often the refund was sent
 * @param queries how often has been asked since the last sending or resumption
 * @param changedAt when this revision was made
 * @param result what is known of the refund
 */
public record RefundRecord(
        long revision,
        Wallet wallet,
        String account,
        Refund refund,
        Phase phase,
        int sends,
        int queries,
        Instant changedAt,
        RefundResult result) {
    /** How far a refund is. */
    public enum Phase {
        /** Nothing has been sent: payment, amount and operator are being asked. */
        CHECKING,
        /** The refund is about to leave, or has left. */
        SENDING,
        /** Asking what became of it. */
        ASKING,
        /** The patience of this attempt is used up: to be resumed later. */
        LEFT_OPEN,
        /** The result is certain, or somebody has to act by hand. */
        ENDED,
    }

    /** Checks that a record that has ended has an end. */
    public RefundRecord {
        boolean open = result instanceof RefundResult.Unknown || result instanceof RefundResult.Processing;
        if ((phase == Phase.ENDED) == open) {
            throw new IllegalArgumentException("a refund in phase " + phase + " cannot be "
                    + result.getClass().getSimpleName());
        }
        if (revision < 0 || sends < 0 || queries < 0) {
            throw new IllegalArgumentException("a record does not count below zero");
        }
    }

    /** Whether the result is certain; a record that is not resolved has to be resumed. */
    public boolean isResolved() {
        return phase == Phase.ENDED;
    }

    /** Whether its amount is not to be refunded again: it went back, may yet go back, or lies with the wallet. */
    public boolean countsAgainstOrder() {
        return !(result instanceof RefundResult.Refused);
    }

    /** The record as a JSON text in UTF-8, on one line. */
    public String toJson() {
        return RefundJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws QrException DAMAGED_RECORD if it is not such a text
     */
    public static RefundRecord fromJson(String json) throws QrException {
        return RefundJson.read(json);
    }
}
