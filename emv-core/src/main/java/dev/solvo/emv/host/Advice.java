package dev.solvo.emv.host;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.ChipData;
import dev.solvo.tlv.Bytes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the issuer should hear of a transaction that is over. EMV 4.4 Book 3, 10.8 and 10.10; Book 4, 6.3.7 and 6.3.9.
 * Prints no card data.
 *
 * <p>A terminal without advices drops it, and one whose clearing record tells the issuer the same need not send it.
 *
 * @param reasons why, at least one
 * @param transaction what was to be paid
 * @param pan the card's number, where it was read
 * @param chipData all data elements of the end; {@link HostProfile#advice()} says which of them go into the message
 */
public record Advice(Set<Reason> reasons, TransactionRequest transaction, Optional<Pan> pan, ChipData chipData) {
    /** Why the issuer should hear of it. */
    public enum Reason {
        /** The card set "advice required" in the Cryptogram Information Data, tag 9F27. */
        REQUESTED_BY_CARD,
        /** The issuer's scripts left results, tag 9F5B. */
        ISSUER_SCRIPTS_PROCESSED
    }

    /**
     * Copies the reasons.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Advice {
        reasons = Set.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("an advice without reason");
        }
    }

    /**
     * The advice of a transaction.
     *
     * @param outcome how it ended
     * @return the advice, or nothing where neither card nor scripts give a reason
     */
    public static Optional<Advice> of(Outcome outcome) {
        TransactionResult result = outcome.result();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (result.finalCryptogram()
                .map(cryptogram -> cryptogram.information().adviceRequired())
                .orElse(false)) {
            reasons.add(Reason.REQUESTED_BY_CARD);
        }
        if (!result.scriptResults().isEmpty()) {
            reasons.add(Reason.ISSUER_SCRIPTS_PROCESSED);
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(new Advice(reasons, result.request(), result.pan(), result.chipData()));
    }

    /**
     * Field 55 of the message.
     *
     * @param profile the network's lists
     * @return TLV objects one after the other
     */
    public Bytes field55(HostProfile profile) {
        return profile.advice().build(chipData);
    }
}
