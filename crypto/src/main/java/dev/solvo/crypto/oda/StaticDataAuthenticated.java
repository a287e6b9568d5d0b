package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/**
 * The issuer signed the card's static data. Made by {@link RsaOda#verifySda} only. EMV 4.4 Book 2, 5.4.
 *
 * <p>It says nothing about the card: a copy of the data passes as well.
 */
public final class StaticDataAuthenticated {
    private final Bytes dataAuthenticationCode;

    StaticDataAuthenticated(Bytes dataAuthenticationCode) {
        this.dataAuthenticationCode = dataAuthenticationCode;
    }

    /**
     * The issuer's Data Authentication Code, which the terminal stores as tag 9F45.
     *
     * @return 2 bytes
     */
    public Bytes dataAuthenticationCode() {
        return dataAuthenticationCode;
    }

    @Override
    public String toString() {
        return "static data authenticated";
    }
}
