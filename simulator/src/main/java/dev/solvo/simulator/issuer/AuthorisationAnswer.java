package dev.solvo.simulator.issuer;

import dev.solvo.tlv.Bytes;

/** What comes back from the issuer. */
public sealed interface AuthorisationAnswer {
    /** What the issuer found about the card's cryptogram. */
    enum CryptogramCheck {
        /** It is the cryptogram of this transaction by this card. */
        VERIFIED,
        /** It is not. */
        WRONG,
        /** The chip data lack an element, are no data objects, or are of an unknown cryptogram version. */
        UNREADABLE
    }

    /**
     * An answer.
     *
     * @param check what was found about the card's cryptogram; unless verified the issuer declines
     * @param responseCode tag 8A: two characters, such as {@code 3030}
     * @param chipData field 55: 8A, then 91 and scripts in 71 and 72, as far as there are any
     */
    record Answered(CryptogramCheck check, Bytes responseCode, Bytes chipData) implements AuthorisationAnswer {}

    /** No answer comes. */
    record Silent() implements AuthorisationAnswer {}
}
