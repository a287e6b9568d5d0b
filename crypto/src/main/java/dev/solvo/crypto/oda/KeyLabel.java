package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** The name of a certification authority's key: RID and index. */
record KeyLabel(Bytes rid, int index) {
    static KeyLabel of(Bytes rid, int index) {
        return new KeyLabel(rid, index);
    }

    static void check(Bytes rid, int index) {
        if (rid.length() != CaPublicKey.RID_LENGTH) {
            throw new IllegalArgumentException("a RID of " + rid.length() + " bytes; it has 5");
        }
        if (index < 0 || index > 0xFF) {
            throw new IllegalArgumentException("index " + index + " does not fit one byte");
        }
    }

    @Override
    public String toString() {
        return rid.toHex() + " index " + Bytes.ofUnsigned(index).toHex();
    }

    // Written out: what the compiler makes of a record takes the first caller of a process milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyLabel that && that.index == index && that.rid.equals(rid);
    }

    @Override
    public int hashCode() {
        return 31 * rid.hashCode() + index;
    }
}
