package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** A certification authority's ECC key. EMV 4.4 Book 2, 11.2.2 and 12.2. */
public final class EccCaPublicKey implements CaPublicKey {
    private final Bytes rid;
    private final int index;
    private final SignatureSuite suite;
    private final Bytes x;
    private final Bytes y;

    private EccCaPublicKey(Bytes rid, int index, SignatureSuite suite, Bytes x, Bytes y) {
        this.rid = rid;
        this.index = index;
        this.suite = suite;
        this.x = x;
        this.y = y;
    }

    /**
     * Takes a key with both coordinates.
     *
     * @param rid 5 bytes
     * @param index 0 to 255
     * @param suite curve and hash
     * @param x 32 or 66 bytes
     * @param y as long; the smaller of the two possible ones
     * @return the key
     * @throws IllegalArgumentException if a length is wrong, the point is not on the curve, or y is the larger one
     */
    public static EccCaPublicKey of(Bytes rid, int index, SignatureSuite suite, Bytes x, Bytes y) {
        EccCaPublicKey key = of(rid, index, suite, x);
        // EMV 4.4 Book 2, B2.2.4: keys are generated with y below (p + 1) / 2, and every certificate leaves y out.
        if (!key.y.equals(y)) {
            throw new IllegalArgumentException(
                    "y of CA key " + KeyLabel.of(rid, index) + " is not the smaller one that belongs to its x");
        }
        return key;
    }

    /**
     * Takes a key by its x-coordinate.
     *
     * @param rid 5 bytes
     * @param index 0 to 255
     * @param suite curve and hash
     * @param x 32 or 66 bytes
     * @return the key
     * @throws IllegalArgumentException if a length is wrong or no point of the curve has this x
     */
    public static EccCaPublicKey of(Bytes rid, int index, SignatureSuite suite, Bytes x) {
        KeyLabel.check(rid, index);
        if (x.length() != suite.fieldLength()) {
            throw new IllegalArgumentException(
                    "an x-coordinate of " + x.length() + " bytes; the curve has " + suite.fieldLength());
        }
        Bytes y = EcSdsa.of(suite)
                .curve()
                .smallerY(x)
                .orElseThrow(() -> new IllegalArgumentException(
                        "x of CA key " + KeyLabel.of(rid, index) + " is that of no point of the curve"));
        return new EccCaPublicKey(rid, index, suite, x, y);
    }

    @Override
    public Bytes rid() {
        return rid;
    }

    @Override
    public int index() {
        return index;
    }

    /**
     * Curve and hash of the signatures this key verifies.
     *
     * @return the suite
     */
    public SignatureSuite suite() {
        return suite;
    }

    /**
     * The x-coordinate.
     *
     * @return 32 or 66 bytes
     */
    public Bytes x() {
        return x;
    }

    /**
     * The y-coordinate.
     *
     * @return 32 or 66 bytes
     */
    public Bytes y() {
        return y;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EccCaPublicKey that
                && rid.equals(that.rid)
                && index == that.index
                && suite == that.suite
                && x.equals(that.x);
    }

    @Override
    public int hashCode() {
        return 31 * rid.hashCode() + index;
    }

    @Override
    public String toString() {
        return "ECC CA key " + KeyLabel.of(rid, index);
    }
}
