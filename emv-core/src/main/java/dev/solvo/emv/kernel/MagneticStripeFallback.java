package dev.solvo.emv.kernel;

import dev.solvo.emv.TerminationReason;

/**
 * Whether the magnetic stripe may be used after a card session that ended without a decision. EMV 4.4 Book 4, 6.6.2.
 *
 * <p>NOTE: the Books leave it to the payment systems whether the stripe may be used at all, so nothing is offered that the
 * configuration does not allow. Where it does, the Books still exclude a card or application that its issuer has blocked and a
 * service that the card refuses. We read "fails to read the ICC" as: before its last record was read. From there on the chip
 * can be read, and what it said must not be evaded by its stripe.
 */
final class MagneticStripeFallback {
    private MagneticStripeFallback() {}

    static boolean isOffered(Transaction transaction, TerminationReason reason) {
        boolean offered = switch (reason) {
            case CARD_ERROR, CARD_NOT_RESPONDING ->
                transaction.terminal().magneticStripeFallbackAllowed()
                        && !transaction.applicationDataRead
                        && !transaction.applicationRefused;
            case NO_COMMON_APPLICATION ->
                transaction.terminal().magneticStripeWithoutApplicationAllowed() && !transaction.commonApplicationFound;
            case CANCELLED, CARD_REMOVED, CARD_BLOCKED, SERVICE_NOT_ALLOWED -> false;
        };
        transaction.explain(
                "Use of the magnetic stripe after a card session without a decision",
                "EMV 4.4 Book 4, 6.6.2",
                () -> Inputs.of("reason", reason.name()),
                offered ? "offered" : "not offered");
        return offered;
    }
}
