package dev.solvo.qr.alipay;

import java.security.PublicKey;
import java.util.Optional;

/** Which of Alipay's keys has signed a message. */
final class AlipayKeys {
    private AlipayKeys() {}

    /** The key of the named certificate; without certificates there is one key, whatever a message names. */
    static Optional<PublicKey> find(AlipayConfig config, String certificateSerial) {
        Optional<PublicKey> named = config.alipayKeys().find(certificateSerial);
        return named.isPresent() || config.usesCertificates()
                ? named
                : config.alipayKeys().find("");
    }
}
