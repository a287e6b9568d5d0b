package dev.solvo.qr.testdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The published and derived data under {@code vectors/qr}, each record with its source. */
public final class QrVectors {
    private QrVectors() {}

    /** The whole file. */
    public static JsonNode file(String name) {
        try (InputStream in = QrVectors.class.getResourceAsStream("/vectors/qr/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no vectors " + name);
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of a file. */
    public static List<JsonNode> records(String name) {
        List<JsonNode> records = new ArrayList<>();
        file(name).get("vectors").forEach(records::add);
        return records;
    }

    /** A test key by its name in test-keys.json. */
    public static PrivateKey privateKey(String name) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pem(name)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A test key by its name in test-keys.json. */
    public static PublicKey publicKey(String name) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(pem(name)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(String name) {
        String text = file("test-keys.json").get(name).asText();
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }
}
