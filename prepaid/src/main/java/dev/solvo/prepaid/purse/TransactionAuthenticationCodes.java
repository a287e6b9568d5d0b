package dev.solvo.prepaid.purse;

import java.util.Optional;

/**
 * Checks the codes of uploaded records with the issuer's key. There is no boolean to forget: what was checked is a {@link
 * VerifiedPurchase} or a {@link VerifiedLoad}, and nothing else makes one.
 *
 * <p>The code of a purchase covers amount, type, terminal, the terminal's number and time, under a key of the card. It does
 * <strong>not</strong> cover the card's own number of the transaction, the balance or the currency: see {@link
 * PurchaseUpload} for what that means. The code of a load covers number and new balance, too.
 *
 * <p>The codes have 4 bytes, so one guess in four thousand million is right.
 */
public final class TransactionAuthenticationCodes implements AutoCloseable {
    private final PurseMasterKey master;

    /**
     * A checker.
     *
     * @param master the issuer's key for transaction codes, of the level below which the cards are; owned from now on
     * @throws IllegalArgumentException if the key is for something else
     */
    public TransactionAuthenticationCodes(PurseMasterKey master) {
        if (master.purpose() != PurseKeyPurpose.TRANSACTION_CODE) {
            throw new IllegalArgumentException("a key for " + master.purpose() + " checks no transaction codes");
        }
        this.master = master;
    }

    /**
     * Checks the code of a purchase, in constant time.
     *
     * @param record what was uploaded
     * @return the proof, or nothing if the code is wrong
     */
    public Optional<VerifiedPurchase> verify(PurchaseRecord record) {
        try (DiversifiedPurseKey key = master.forCard(record.facts().serial())) {
            return key.transactionCode(CodedMessage.purchaseCode(record.facts()))
                            .equals(record.tac())
                    ? Optional.of(new VerifiedPurchase(record))
                    : Optional.empty();
        }
    }

    /**
     * Checks the code of a load, in constant time.
     *
     * @param record what was uploaded
     * @return the proof, or nothing if the code is wrong
     */
    public Optional<VerifiedLoad> verify(LoadRecord record) {
        try (DiversifiedPurseKey key = master.forCard(record.facts().serial())) {
            return key.transactionCode(CodedMessage.loadCode(record.facts(), record.time()))
                            .equals(record.tac())
                    ? Optional.of(new VerifiedLoad(record))
                    : Optional.empty();
        }
    }

    /** Closes the key. */
    @Override
    public void close() {
        master.close();
    }
}
