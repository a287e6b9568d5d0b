package dev.solvo.qr.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class KeysTest {
    private static KeyPair pair;

    @BeforeAll
    static void makeKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    @Test
    void theSoftwareSignerSignsAsTheWalletsVerify() throws GeneralSecurityException {
        byte[] message = {1, 2, 3};
        byte[] signed = RequestSigner.software("serial", pair.getPrivate()).sign(message);
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(pair.getPublic());
        check.update(message);
        assertTrue(check.verify(signed));
    }

    @Test
    void aKeyThatCannotSignNamesItselfAndNothingElse() {
        PrivateKey none = new PrivateKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "RSA";
            }

            @Override
            public String getFormat() {
                return "none";
            }

            @Override
            public byte[] getEncoded() {
                return new byte[0];
            }
        };
        RequestSigner signer = RequestSigner.software("serial-7", none);
        String message = String.valueOf(assertThrows(IllegalStateException.class, () -> signer.sign(new byte[1]))
                .getMessage());
        assertTrue(message.contains("serial-7"), message);
    }

    @Test
    void keysAreExchangedWhilePaymentsRun() {
        SigningKey key = SigningKey.of(RequestSigner.software("old", pair.getPrivate()));
        key.rotateTo(RequestSigner.software("new", pair.getPrivate()));
        assertEquals("new", key.current().keyId());

        VerificationKeys keys = VerificationKeys.of("a", pair.getPublic());
        keys.add("b", pair.getPublic());
        keys.remove("a");
        assertTrue(keys.find("a").isEmpty());
        assertFalse(keys.find("b").isEmpty());
        assertEquals("VerificationKeys[b]", keys.toString());
    }
}
