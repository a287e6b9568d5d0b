package dev.solvo.crypto.oda;

/**
 * The card signed the transaction and its answer with its ECC key. Made by {@link EccOda#verifyXda} only. EMV 4.4 Book 2,
 * 12.5.
 */
public final class ExtendedDataAuthenticated {
    private final EccIccPublicKey signer;

    ExtendedDataAuthenticated(EccIccPublicKey signer) {
        this.signer = signer;
    }

    /**
     * The key whose signature verified.
     *
     * @return the card's key
     */
    public EccIccPublicKey signer() {
        return signer;
    }

    @Override
    public String toString() {
        return "extended data authenticated";
    }
}
