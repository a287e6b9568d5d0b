package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Downloads the platform certificates. The answer is signed with one of the very certificates that it brings; that they
 * are authentic follows from the APIv3 key, which nobody else can encrypt with.
 */
final class V3Certificates {
    private static final String PATH = "/v3/certificates";

    private final WeChatPayConfig config;
    private final V3Wire wire;
    private final Clock clock;

    V3Certificates(WeChatPayConfig config, V3Wire wire, Clock clock) {
        this.config = config;
        this.wire = wire;
        this.clock = clock;
    }

    WalletCall<WeChatPayCertificates> download() {
        return wire.unchecked(config.host().resolve(PATH), this::read, WeChatPayCertificates.NotKnown::new);
    }

    private WeChatPayCertificates read(HttpAnswer answer) {
        if (answer.status() != 200) {
            return refused(answer);
        }
        try {
            List<X509Certificate> certificates = certificates(V3Json.read(answer.body()));
            WeChatPayCertificates.Downloaded downloaded = new WeChatPayCertificates.Downloaded(certificates);
            VerificationKeys keys = VerificationKeys.none();
            downloaded.addTo(keys);
            Optional<UnknownCause> fault = fault(answer, keys);
            if (fault.equals(Optional.of(UnknownCause.SIGNATURE_KEY_UNKNOWN))) {
                fault = fault(answer, config.weChatPayKeys());
            }
            return fault.<WeChatPayCertificates>map(cause -> new WeChatPayCertificates.NotKnown(cause, ""))
                    .orElse(downloaded);
        } catch (QrException | GeneralSecurityException e) {
            return new WeChatPayCertificates.NotKnown(UnknownCause.MALFORMED, "");
        }
    }

    private Optional<UnknownCause> fault(HttpAnswer answer, VerificationKeys keys) {
        return V3Signature.fault(answer.headers(), answer.body(), keys, clock.instant());
    }

    /** A merchant without any key yet cannot verify the refusal; believing it moves no money. */
    private WeChatPayCertificates refused(HttpAnswer answer) {
        String code;
        try {
            code = V3Json.text(V3Json.read(answer.body()), "code").orElse("");
        } catch (QrException e) {
            return new WeChatPayCertificates.NotKnown(UnknownCause.HTTP_ERROR, "");
        }
        UnknownCause fault = fault(answer, config.weChatPayKeys()).orElse(UnknownCause.HTTP_ERROR);
        boolean contradicted = fault == UnknownCause.SIGNATURE_WRONG
                || fault == UnknownCause.SIGNATURE_PROBE
                || fault == UnknownCause.SIGNATURE_TIME;
        if (answer.status() == 404 && code.equals("RESOURCE_NOT_EXISTS") && !contradicted) {
            return new WeChatPayCertificates.PublicKeyOnly();
        }
        return new WeChatPayCertificates.NotKnown(contradicted ? fault : UnknownCause.HTTP_ERROR, "");
    }

    private List<X509Certificate> certificates(ObjectNode body) throws QrException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (JsonNode item : body.path("data")) {
            JsonNode encrypted = item.path("encrypt_certificate");
            byte[] pem = config.apiV3Key()
                    .decrypt(
                            V3Json.text(encrypted, "associated_data").orElse(""),
                            V3Json.text(encrypted, "nonce").orElse(""),
                            V3Json.text(encrypted, "ciphertext").orElse(""))
                    .toByteArray();
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            String serial = V3Json.text(item, "serial_no").orElse("");
            if (!WeChatPayCertificates.serialNumber(certificate).equalsIgnoreCase(serial)) {
                throw new QrException("MALFORMED_ANSWER", "a certificate under another serial number");
            }
            if (certificate.getNotAfter().toInstant().isAfter(clock.instant())) {
                certificates.add(certificate);
            }
        }
        if (certificates.isEmpty()) {
            throw new QrException("MALFORMED_ANSWER", "no certificate that is still valid");
        }
        return certificates;
    }
}
