package dev.solvo.cli.wallet;

import dev.solvo.cli.shell.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** A file with a key, a certificate or a secret text. No message quotes what is in it. */
final class KeyFile {
    /** Longer than any key or bundle of certificates, in bytes. */
    private static final int LONGEST = 1 << 18;

    /** SEQUENCE { INTEGER 0, SEQUENCE { rsaEncryption, NULL } }: what PKCS#8 puts around an RSA key of PKCS#1. */
    private static final byte[] PKCS8_VERSION_AND_RSA = {
        2, 1, 0, 0x30, 0x0D, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    /** An RSA key: PKCS#8 or PKCS#1, as PEM or, as Alipay's tool writes it, as bare base64. */
    PrivateKey privateKey() throws BadInputException {
        String text = text();
        if (text.contains("ENCRYPTED")) {
            throw new BadInputException(path + " is encrypted; a key without a passphrase is expected");
        }
        byte[] der = decoded(text, "PRIVATE KEY");
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            try {
                return rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException notPkcs8) {
                return rsa.generatePrivate(new PKCS8EncodedKeySpec(inPkcs8(der)));
            }
        } catch (GeneralSecurityException broken) {
            throw new BadInputException(path + " holds no private RSA key in PKCS#8 or PKCS#1");
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] inPkcs8(byte[] pkcs1) throws GeneralSecurityException {
        if (pkcs1.length < 0x100 || pkcs1.length > 0x4000) {
            throw new InvalidKeySpecException("not of the length of an RSA key");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(PKCS8_VERSION_AND_RSA);
        element(content, 4, pkcs1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        element(whole, 0x30, content.toByteArray());
        return whole.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        // No RSA key is shorter than 256 bytes, and DER wants the shortest form.
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
    }

    /** An RSA key as PEM or bare base64, or that of a certificate. */
    PublicKey publicKey() throws BadInputException {
        String text = text();
        if (text.contains("BEGIN CERTIFICATE")) {
            return certificate().getPublicKey();
        }
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(decoded(text, "PUBLIC KEY")));
        } catch (GeneralSecurityException broken) {
            throw new BadInputException(path + " holds no public RSA key");
        }
    }

    /** A certificate as PEM or DER. */
    X509Certificate certificate() throws BadInputException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes()));
        } catch (CertificateException broken) {
            throw new BadInputException(path + " holds no certificate");
        }
    }

    /** A secret on one line; white space around it is taken off. */
    String secret() throws BadInputException {
        String secret = text().trim();
        if (secret.isEmpty() || secret.chars().anyMatch(c -> c < ' ')) {
            throw new BadInputException(path + " does not hold a secret on one line");
        }
        return secret;
    }

    /** Everything in it. */
    String text() throws BadInputException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() throws BadInputException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + path, unreadable);
        }
        if (bytes.length > LONGEST) {
            throw new BadInputException(path + " is longer than " + LONGEST + " bytes");
        }
        return bytes;
    }

    private byte[] decoded(String text, String kind) throws BadInputException {
        if (text.contains("-----BEGIN") && !text.contains(kind + "-----")) {
            throw new BadInputException(path + " is PEM, but holds no " + kind);
        }
        try {
            return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
        } catch (IllegalArgumentException broken) {
            throw new BadInputException(path + " is neither PEM nor base64");
        }
    }

    /** Whether others than its owner can read it; false where the file system has no such permissions. */
    boolean isOpenToOthers() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
