package dev.solvo.simulator.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * TEST ONLY: the keys of the simulated wallets and of the merchants that they know. They are published with this library;
 * whoever uses them in earnest has no secret.
 */
public final class WalletTestKeys {
    private final JsonNode keys;

    /** Reads the keys that come with this library. */
    public WalletTestKeys() {
        try (InputStream in = WalletTestKeys.class.getResourceAsStream("test-only-keys.json")) {
            if (in == null) {
                throw new IllegalStateException("the keys are not in the jar");
            }
            keys = new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a till signs with, at all three wallets. */
    public PrivateKey merchantPrivateKey() {
        return privateKey("merchantPrivateKeyPkcs8Pem");
    }

    /** What a wallet checks a till's signature with. */
    public PublicKey merchantPublicKey() {
        return publicKey("merchantPublicKeyPem");
    }

    /** What a wallet signs with. */
    public PrivateKey platformPrivateKey() {
        return privateKey("platformPrivateKeyPkcs8Pem");
    }

    /** What a till checks a wallet's signature with. */
    public PublicKey platformPublicKey() {
        return publicKey("platformPublicKeyPem");
    }

    /** The merchant's key as Alipay has certified it, in PEM. */
    public String alipayAppCertificate() {
        return text("alipayCertMode", "appCert");
    }

    /** Alipay's own key, certified, in PEM; the other wallets send it as theirs. */
    public String alipayCertificate() {
        return text("alipayCertMode", "alipayCert");
    }

    /** Alipay's root certificates in PEM, one after the other: RSA, elliptic curve, RSA with SHA-1. */
    public String alipayRootCertificates() {
        return text("alipayCertMode", "rootBundle");
    }

    /** The merchant's number at WeChat Pay. */
    public String weChatMerchantId() {
        return text("wechat", "mchid");
    }

    /** The serial number that WeChat Pay gave the merchant's certificate. */
    public String weChatMerchantSerial() {
        return text("wechat", "merchantSerialNo");
    }

    /** The id of WeChat Pay's public key. */
    public String weChatPublicKeyId() {
        return text("wechat", "publicKeyId");
    }

    /** The APIv3 key of 32 characters. */
    public String weChatV3Key() {
        return text("wechat", "apiV3Key");
    }

    /** The APIv2 key of 32 characters. */
    public String weChatV2Key() {
        return text("wechat", "apiV2Key");
    }

    /** Reads a certificate in PEM. */
    public static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    private String text(String object, String name) {
        return keys.required(object).required(name).asText();
    }

    private PrivateKey privateKey(String name) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pem(name)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA key in the jar", e);
        }
    }

    private PublicKey publicKey(String name) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(pem(name)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA key in the jar", e);
        }
    }

    private byte[] pem(String name) {
        String base64 = keys.required(name).asText().replaceAll("-----[A-Z ]+-----", "");
        return Base64.getMimeDecoder().decode(base64);
    }

    /** No key. */
    @Override
    public String toString() {
        return "WalletTestKeys";
    }
}
