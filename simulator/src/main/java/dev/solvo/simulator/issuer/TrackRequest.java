package dev.solvo.simulator.issuer;

import dev.solvo.tlv.Bytes;

/**
 * What reaches the issuer of a transaction in mag-stripe mode: a track that looks like one of a magnetic stripe.
 *
 * @param track2 tag 9F6B as the terminal filled it: number, D, expiration date, service code, discretionary data
 */
public record TrackRequest(Bytes track2) {
    /** Nothing of the track. */
    @Override
    public String toString() {
        return "TrackRequest[]";
    }
}
