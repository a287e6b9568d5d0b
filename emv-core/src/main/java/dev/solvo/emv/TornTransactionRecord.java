package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * A contactless transaction whose cryptogram was lost on its way, as the terminal keeps it until the card comes back.
 *
 * @param pan the card
 * @param sequenceNumber the card's sequence number where it has one
 * @param content what the kernel needs to go on; card data, for the kernel that made it only
 */
public record TornTransactionRecord(Pan pan, Optional<PanSequenceNumber> sequenceNumber, Bytes content) {
    /**
     * Tells whether the record is one of a card.
     *
     * @param otherPan the card
     * @param otherNumber its sequence number where it has one
     * @return whether both are the same
     */
    public boolean isOf(Pan otherPan, Optional<PanSequenceNumber> otherNumber) {
        return pan.equals(otherPan) && sequenceNumber.equals(otherNumber);
    }

    /** The masked number and the content's length. */
    @Override
    public String toString() {
        return "torn transaction of " + pan + ", " + content.length() + " bytes";
    }
}
