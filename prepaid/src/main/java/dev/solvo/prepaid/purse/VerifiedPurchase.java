package dev.solvo.prepaid.purse;

/** A record whose transaction authentication code was found right: the proof that the card did it. */
public final class VerifiedPurchase {
    private final PurchaseRecord record;

    VerifiedPurchase(PurchaseRecord record) {
        this.record = record;
    }

    /**
     * The record.
     *
     * @return what was checked
     */
    public PurchaseRecord record() {
        return record;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedPurchase that && record.equals(that.record);
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }

    @Override
    public String toString() {
        return "VerifiedPurchase[" + record + "]";
    }
}
