package dev.solvo.cli.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.JsonFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The test keys that the records name: {@code test-keys.json} of the same directory. */
final class TestKeys {
    private final JsonNode tree;

    private TestKeys(JsonNode tree) {
        this.tree = tree;
    }

    /** Reads the file; without one, every record that names a key fails. */
    static TestKeys in(Path directory) throws BadInputException {
        Path file = directory.resolve("test-keys.json");
        return new TestKeys(Files.exists(file) ? JsonFile.read(file) : JsonNodeFactory.instance.objectNode());
    }

    /** The text under a name, whose parts are separated by dots. */
    String text(String name) throws MismatchException {
        JsonNode node = tree;
        for (String part : name.split("\\.", -1)) {
            node = node.path(part);
        }
        if (!node.isTextual()) {
            throw new MismatchException("test-keys.json has no " + name);
        }
        return node.asText();
    }

    PrivateKey privateKey(String name) throws MismatchException {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(text(name))));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new MismatchException(name + " is no private RSA key in PKCS#8");
        }
    }

    PublicKey publicKey(String name) throws MismatchException {
        return publicKeyOf(text(name));
    }

    /** A public key as PEM or as the base64 of its DER form. */
    static PublicKey publicKeyOf(String pem) throws MismatchException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(pem)));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new MismatchException("no public RSA key");
        }
    }

    /** A certificate as PEM. */
    static X509Certificate certificateOf(String pem) throws MismatchException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException broken) {
            throw new MismatchException("the certificate cannot be read");
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
