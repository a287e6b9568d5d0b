package dev.solvo.qr.http;

import dev.solvo.tlv.Bytes;
import java.net.URI;

/**
 * An HTTP request, complete and signed: whoever carries it changes nothing, for the signature covers method, path and
 * body byte by byte.
 *
 * @param method "GET" or "POST"
 * @param uri where to send it, the path and the query percent-encoded as signed
 * @param headers all fields but Host and Content-Length, which the carrier adds
 * @param body the bytes to send, empty for GET
 */
public record SignedRequest(String method, URI uri, HttpHeaders headers, Bytes body) {
    /** Method, host, path and length; query, headers and body hold payment codes and signatures. */
    @Override
    public String toString() {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return "SignedRequest[" + method + " " + uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath()
                + ", " + body.length() + " bytes]";
    }
}
