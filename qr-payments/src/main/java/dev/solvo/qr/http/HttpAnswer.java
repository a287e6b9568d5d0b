package dev.solvo.qr.http;

import dev.solvo.tlv.Bytes;

/**
 * What came back: the body exactly as received, for that is what signatures cover.
 *
 * @param status the HTTP status, 100 to 599
 */
public record HttpAnswer(int status, HttpHeaders headers, Bytes body) {
    /** Status and length. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + body.length() + " bytes]";
    }
}
