package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import java.net.URI;
import java.util.Optional;

/** One of Alipay's protocols: how a call's content travels, and what comes back. */
interface AlipayWire {
    /** The signed request. */
    SignedRequest request(AlipayMethod method, ObjectNode content, Optional<URI> notifyUrl);

    /** Verifies and opens an answer. */
    AlipayAnswer read(AlipayMethod method, HttpAnswer answer);
}
