package dev.solvo.crypto.sm;

import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curve {@code sm2p256v1} and the signature on it. */
final class Sm2Curve {
    private static final ECDomainParameters DOMAIN = domain();
    private static final int NUMBER_LENGTH_BYTES = 32;

    private Sm2Curve() {}

    static boolean isPoint(Bytes point) {
        try {
            return DOMAIN.getCurve().decodePoint(point.toByteArray()).isValid();
        } catch (IllegalArgumentException notOnTheCurve) {
            return false;
        }
    }

    /** GM/T 0003.2-2012, 6.1: with n - 1 the signature would have no inverse of 1 + d. */
    static boolean isPrivateKey(byte[] d) {
        BigInteger number = new BigInteger(1, d);
        return number.signum() > 0 && number.compareTo(DOMAIN.getN().subtract(BigInteger.ONE)) < 0;
    }

    static Bytes publicPoint(byte[] d) {
        ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), new BigInteger(1, d));
        return Bytes.of(point.normalize().getEncoded(false));
    }

    static Sm2Signature sign(byte[] d, Bytes userId, Bytes message, SecureRandom random) {
        SM2Signer signer = signer();
        CipherParameters key = new ECPrivateKeyParameters(new BigInteger(1, d), DOMAIN);
        signer.init(true, new ParametersWithID(new ParametersWithRandom(key, random), userId.toByteArray()));
        byte[] content = message.toByteArray();
        signer.update(content, 0, content.length);
        try {
            Bytes signature = Bytes.of(signer.generateSignature());
            return new Sm2Signature(signature.slice(0, NUMBER_LENGTH_BYTES), signature.slice(NUMBER_LENGTH_BYTES));
        } catch (CryptoException impossible) {
            throw new IllegalStateException("signing failed", impossible);
        }
    }

    static boolean verifies(Bytes point, Bytes userId, Bytes message, Sm2Signature signature) {
        SM2Signer signer = signer();
        ECPoint decoded = DOMAIN.getCurve().decodePoint(point.toByteArray());
        signer.init(false, new ParametersWithID(new ECPublicKeyParameters(decoded, DOMAIN), userId.toByteArray()));
        byte[] content = message.toByteArray();
        signer.update(content, 0, content.length);
        return signer.verifySignature(signature.toBytes().toByteArray());
    }

    private static SM2Signer signer() {
        return new SM2Signer(PlainDSAEncoding.INSTANCE);
    }

    private static ECDomainParameters domain() {
        X9ECParameters parameters = CustomNamedCurves.getByName("sm2p256v1");
        return new ECDomainParameters(parameters);
    }
}
