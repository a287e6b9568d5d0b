package dev.solvo.prepaid.purse;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The issuer's desk at which merchants hand in purchases: checks the code, sees what comes twice, and tells which of a
 * card's purchases are missing.
 *
 * <p>A record counts once by what its code covers (card, type, terminal, the terminal's number, time and amount), and once
 * by the card's own number. The card's number is not covered by the code: a merchant could change it, but not to be paid
 * twice. Currency and balance are not covered, either: the desk takes one currency only.
 *
 * <p>Safe for use by several threads as far as the book is.
 */
public final class PurchaseUpload {
    private final TransactionAuthenticationCodes codes;
    private final PurchaseBook book;

    /**
     * A desk.
     *
     * @param codes checks codes
     * @param book remembers what was accepted
     */
    public PurchaseUpload(TransactionAuthenticationCodes codes, PurchaseBook book) {
        this.codes = codes;
        this.book = book;
    }

    /**
     * Takes a record.
     *
     * @param record what a terminal has uploaded
     * @return whether the money is the merchant's, and why not
     */
    public UploadVerdict accept(PurchaseRecord record) {
        Optional<VerifiedPurchase> verified = codes.verify(record);
        if (verified.isEmpty()) {
            return new UploadVerdict.WrongCode(record);
        }
        Optional<PurchaseRecord> inTheWay = book.enter(verified.get());
        if (inTheWay.isPresent()) {
            return inTheWay.get().equals(record)
                    ? new UploadVerdict.Duplicate(record)
                    : new UploadVerdict.Conflicting(record, inTheWay.get());
        }
        PurchaseFacts facts = record.facts();
        OptionalInt before = book.lastBefore(facts.serial(), facts.type().account(), facts.offlineSequence());
        int expected = before.isPresent() ? before.getAsInt() + 1 : facts.offlineSequence();
        return expected == facts.offlineSequence()
                ? new UploadVerdict.Accepted(verified.get())
                : new UploadVerdict.AcceptedAfterGap(verified.get(), expected, facts.offlineSequence() - 1);
    }
}
