package dev.solvo.prepaid.purse;

import dev.solvo.apdu.StatusWord;
import java.util.Optional;

/**
 * The operation ended without any money moved.
 *
 * @param reason why
 * @param statusWord the card's own word, where it had one
 */
public record NotDone(Reason reason, Optional<StatusWord> statusWord)
        implements SelectOutcome,
                PinOutcome,
                BalanceOutcome,
                LogOutcome,
                ProofOutcome,
                ElectronicCashOutcome,
                PurchaseOutcome,
                LoadOutcome {
    /** Why nothing was done. */
    public enum Reason {
        /** The card has no purse of the names that the terminal knows. */
        NO_APPLICATION,
        /** The issuer has blocked the purse (9303, 6283). */
        BLOCKED,
        /** The card is not valid yet, or not any more. */
        NOT_VALID,
        /** The card wants the PIN first (6982). */
        PIN_REQUIRED,
        /** No PIN tries are left (6983). */
        PIN_BLOCKED,
        /** The purse holds less (9401). */
        INSUFFICIENT_BALANCE,
        /** The card's counter is exhausted, or the purse would hold more than it may (9402). */
        OUT_OF_RANGE,
        /** The card does not have the key that was asked for (9403). */
        KEY_NOT_FOUND,
        /** The card does not believe the terminal or the issuer (9302). */
        WRONG_MAC,
        /** The card has no such proof (9406). */
        NO_PROOF,
        /** The card refused with another status word. */
        REFUSED,
        /** The card left before it was told to move money. */
        CARD_LOST,
        /** The card's answer is none. */
        MALFORMED_ANSWER,
        /** The security module refused. */
        PSAM_REFUSED,
        /** The security module does not answer. */
        PSAM_UNAVAILABLE,
        /** The issuer refused. */
        HOST_REFUSED,
        /** The issuer did not answer. */
        HOST_UNAVAILABLE,
        /** What has to outlive a loss of power could not be kept. */
        NOT_STORED
    }

    static NotDone because(Reason reason) {
        return new NotDone(reason, Optional.empty());
    }

    static NotDone refused(StatusWord statusWord) {
        Reason reason = switch (statusWord.value()) {
            case 0x6982 -> Reason.PIN_REQUIRED;
            case 0x6983 -> Reason.PIN_BLOCKED;
            case 0x9302 -> Reason.WRONG_MAC;
            case 0x9303 -> Reason.BLOCKED;
            case 0x9401 -> Reason.INSUFFICIENT_BALANCE;
            case 0x9402 -> Reason.OUT_OF_RANGE;
            case 0x9403 -> Reason.KEY_NOT_FOUND;
            case 0x9406 -> Reason.NO_PROOF;
            default -> Reason.REFUSED;
        };
        return new NotDone(reason, Optional.of(statusWord));
    }
}
