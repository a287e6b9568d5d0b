package dev.solvo.prepaid.purse;

/** What becomes of an uploaded purchase. */
public sealed interface UploadVerdict {
    /**
     * Entered: the money is the merchant's, and the card's numbers have no gap before it.
     *
     * @param purchase the proof
     */
    record Accepted(VerifiedPurchase purchase) implements UploadVerdict {}

    /**
     * Entered: the money is the merchant's. Purchases of the card that were done before it are not here yet, or never will
     * be.
     *
     * @param purchase the proof
     * @param firstMissing the card's number of the first missing purchase
     * @param lastMissing the card's number of the last missing purchase
     */
    record AcceptedAfterGap(VerifiedPurchase purchase, int firstMissing, int lastMissing) implements UploadVerdict {}

    /**
     * Refused: this purchase is here already, in a record that is the same. An upload that is repeated ends so.
     *
     * @param record what was uploaded
     */
    record Duplicate(PurchaseRecord record) implements UploadVerdict {}

    /**
     * Refused: the code is right, but the same purchase is here with another number of the card, or the card's number is
     * another purchase's. One of the two was tampered with.
     *
     * @param record what was uploaded
     * @param entered what is here
     */
    record Conflicting(PurchaseRecord record, PurchaseRecord entered) implements UploadVerdict {}

    /**
     * Refused: the code is wrong. The card did not do this.
     *
     * @param record what was uploaded
     */
    record WrongCode(PurchaseRecord record) implements UploadVerdict {}
}
