package dev.solvo.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.sm.Sm2PrivateKey;
import dev.solvo.crypto.sm.Sm2PublicKey;
import dev.solvo.crypto.sm.Sm2Signature;
import dev.solvo.crypto.sm.Sm2UserId;
import dev.solvo.crypto.sm.Sm3;
import dev.solvo.crypto.sm.Sm4Key;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECPrivateKeySpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;

/**
 * SM2, SM3 and SM4 against Bouncy Castle's provider: another way through the library below ours, so what agrees is our use
 * of it. The algorithms themselves are held to printed values.
 */
final class SmCrossCheckTest {
    private static final ECNamedCurveParameterSpec CURVE = ECNamedCurveTable.getParameterSpec("sm2p256v1");

    @Property
    void sm3(@ForAll @Size(max = 200) byte[] message, @ForAll @Size(min = 1, max = 100) byte[] key)
            throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SM3", Peers.BOUNCY_CASTLE).digest(message);
        assertEquals(Bytes.of(digest), Sm3.digest(Bytes.of(message)));
        try (SecretBytes secret = SecretBytes.of(key)) {
            assertEquals(Peers.mac("HMACSM3", "HMACSM3", key, message), Sm3.hmac(secret, Bytes.of(message)));
        }
    }

    @Property
    void sm4(
            @ForAll @Size(16) byte[] key,
            @ForAll @Size(16) byte[] vector,
            @ForAll @Size(48) byte[] blocks,
            @ForAll @Size(max = 70) byte[] message) {
        try (SecretBytes secret = SecretBytes.of(key);
                Sm4Key ours = Sm4Key.of(secret)) {
            assertEquals(Bytes.of(Peers.ecb("SM4", key, blocks)), Bytes.of(ours.encrypt(blocks)));
            assertEquals(Bytes.of(blocks), Bytes.of(ours.decrypt(ours.encrypt(blocks))));
            byte[] chained = Peers.withVector("SM4/CBC/NoPadding", key, vector, blocks);
            assertEquals(Bytes.of(chained), Bytes.of(ours.encryptCbc(vector, blocks)));
            assertEquals(Bytes.of(blocks), Bytes.of(ours.decryptCbc(vector, chained)));
            assertEquals(
                    Bytes.of(Peers.withVector("SM4/CTR/NoPadding", key, vector, message)),
                    Bytes.of(ours.applyKeyStream(vector, message)));
            assertEquals(Peers.mac("SM4-CMAC", "SM4", key, message), ours.cmac(Bytes.of(message), 16));
            byte[] last = Peers.withVector("SM4/CBC/NoPadding", key, new byte[16], blocks);
            assertEquals(
                    Bytes.of(Arrays.copyOfRange(last, 32, 48)), ours.cbcMac(Padding.METHOD_1, Bytes.of(blocks), 16));
        }
    }

    @Property
    void sm2(
            @ForAll @Size(31) byte[] number,
            @ForAll @Size(max = 40) byte[] user,
            @ForAll @Size(max = 80) byte[] message)
            throws GeneralSecurityException, CryptoException, IOException {
        byte[] d = new byte[32];
        System.arraycopy(number, 0, d, 1, 31);
        d[31] |= 1;
        Sm2UserId userId = new Sm2UserId(Bytes.of(user));
        KeyFactory factory = KeyFactory.getInstance("EC", Peers.BOUNCY_CASTLE);
        try (SecretBytes secret = SecretBytes.of(d);
                Sm2PrivateKey ours = Sm2PrivateKey.of(secret)) {
            Sm2PublicKey publicKey = ours.publicKey();
            Signature theirs = Signature.getInstance("SM3withSM2", Peers.BOUNCY_CASTLE);
            theirs.setParameter(new SM2ParameterSpec(user));
            theirs.initVerify(factory.generatePublic(new ECPublicKeySpec(
                    CURVE.getCurve().decodePoint(publicKey.point().toByteArray()), CURVE)));
            theirs.update(message);
            Sm2Signature signature = ours.sign(userId, Bytes.of(message), new SecureRandom());
            assertTrue(theirs.verify(
                    new DERSequence(new ASN1Integer[] {integer(signature.r()), integer(signature.s())}).getEncoded()));

            theirs.initSign(factory.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, d), CURVE)));
            theirs.update(message);
            ASN1Sequence made = ASN1Sequence.getInstance(theirs.sign());
            publicKey.verify(
                    userId,
                    Bytes.of(message),
                    Sm2Signature.parse(number(made, 0).plus(number(made, 1))));
        }
    }

    private static ASN1Integer integer(Bytes number) {
        return new ASN1Integer(new BigInteger(1, number.toByteArray()));
    }

    private static Bytes number(ASN1Sequence signature, int index) {
        byte[] magnitude = ASN1Integer.getInstance(signature.getObjectAt(index))
                .getPositiveValue()
                .toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - length, fixed, 32 - length, length);
        return Bytes.of(fixed);
    }
}
