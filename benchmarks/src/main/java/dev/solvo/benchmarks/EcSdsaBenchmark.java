package dev.solvo.benchmarks;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccIccPublicKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.ExtendedDataAuthenticated;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the signature of a card cost that signs by XDA: EC-SDSA on P-256, the public key without its y-coordinate? The
 * same work is an ECDSA verification of the same message, which others have. Floor: that on Bouncy Castle's custom curve. Peer:
 * the JDK's own.
 *
 * <p>64 signatures of as many cards take turns. A card's key comes to a terminal once, so the floor makes its point anew each
 * time; given the same point again and again, Bouncy Castle keeps tables with it after some verifications, which is another row.
 * Verification that fails is an exception.
 *
 * <p>{@code scripts/bench oda}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 150, timeUnit = TimeUnit.MILLISECONDS)
public class EcSdsaBenchmark {
    private static final int CARDS = 64;
    private static final Bytes RID = Bytes.fromHex("A000000003");
    private static final Bytes ICC_DATA = Bytes.repeat(0x3C, 100);
    private static final Pan PAN = Pan.of("4761739001010119");
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 6, 15, 12, 0);

    private final X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    private final ECDomainParameters domain = new ECDomainParameters(curve);
    private final EccOda oda = new EccOda(NOW, RevocationList.EMPTY);
    private final List<XdaCard> xdaCards = new ArrayList<>();
    private final List<EcdsaCard> ecdsaCards = new ArrayList<>();
    private int turn;

    private record XdaCard(EccIccPublicKey key, Bytes message, Bytes signature) {}

    private record EcdsaCard(
            PublicKey key, ECPublicKeyParameters parameters, Bytes message, BigInteger r, BigInteger s, Bytes der) {}

    /** Makes cards and signatures, and checks that all are verified. */
    @Setup
    public void checkAgreement() throws GeneralSecurityException, java.io.IOException {
        SecureRandom random = new SecureRandom();
        EccSigningKey authority = EccSigningKey.generate(SignatureSuite.P_256_SHA_256, random);
        EccSigningKey issuer = EccSigningKey.generate(SignatureSuite.P_256_SHA_256, random);
        Bytes issuerCertificate = authority.certifyIssuerKey(
                RID,
                1,
                SignatureSuite.P_256_SHA_256,
                issuer.x(),
                Bytes.fromHex("476173FFFF"),
                LocalDate.of(2030, 1, 1),
                Bytes.fromHex("000001"),
                random);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < CARDS; i++) {
            byte[] content = new byte[100];
            random.nextBytes(content);
            content[0] = 0x15;
            Bytes message = Bytes.of(content);
            EccSigningKey card = EccSigningKey.generate(SignatureSuite.P_256_SHA_256, random);
            Bytes certificate = issuer.certifyIccKey(
                    SignatureSuite.P_256_SHA_256,
                    card.x(),
                    NOW.plusYears(1),
                    Bytes.fromHex("000000000001"),
                    ICC_DATA,
                    random);
            EccIccPublicKey key = EccOda.recoverCaKey(authority.certifyOwnKey(RID, 1, random))
                    .then(ca -> oda.recoverIssuerKey(ca, issuerCertificate, PAN))
                    .then(issuerKey -> oda.recoverIccKey(issuerKey, certificate, ICC_DATA))
                    .verified()
                    .orElseThrow();
            xdaCards.add(new XdaCard(key, message, card.signExtendedData(message, random)));
            ecdsaCards.add(ecdsa(generator.generateKeyPair(), message));
        }
        for (int i = 0; i < CARDS; i++) {
            solvo();
            bouncyCastle();
            bouncyCastleKnownKeys();
            jdk();
        }
    }

    private EcdsaCard ecdsa(KeyPair pair, Bytes message) throws GeneralSecurityException, java.io.IOException {
        Signature signer = Signature.getInstance("SHA256withECDSA", "SunEC");
        signer.initSign(pair.getPrivate());
        signer.update(message.toByteArray());
        byte[] der = signer.sign();
        BigInteger[] parts = StandardDSAEncoding.INSTANCE.decode(curve.getN(), der);
        ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
        ECPublicKeyParameters parameters = new ECPublicKeyParameters(
                curve.getCurve()
                        .createPoint(
                                publicKey.getW().getAffineX(), publicKey.getW().getAffineY()),
                domain);
        return new EcdsaCard(publicKey, parameters, message, parts[0], parts[1], Bytes.of(der));
    }

    /** This library: EC-SDSA, with the point found for its x. */
    @Benchmark
    public ExtendedDataAuthenticated solvo() {
        XdaCard card = xdaCards.get(next());
        OdaResult<ExtendedDataAuthenticated> result = oda.verifyXda(card.key(), card.signature(), card.message());
        return result.verified().orElseThrow();
    }

    /** Floor: ECDSA on Bouncy Castle's custom curve, each key as if seen first. */
    @Benchmark
    public boolean bouncyCastle() throws GeneralSecurityException {
        EcdsaCard card = ecdsaCards.get(next());
        ECPublicKey key = (ECPublicKey) card.key();
        return verify(
                card,
                new ECPublicKeyParameters(
                        curve.getCurve()
                                .createPoint(key.getW().getAffineX(), key.getW().getAffineY()),
                        domain));
    }

    /** The same with keys that it has verified with often. */
    @Benchmark
    public boolean bouncyCastleKnownKeys() throws GeneralSecurityException {
        EcdsaCard card = ecdsaCards.get(next());
        return verify(card, card.parameters());
    }

    private static boolean verify(EcdsaCard card, ECPublicKeyParameters key) throws GeneralSecurityException {
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, key);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(card.message().toByteArray());
        return require(signer.verifySignature(hash, card.r(), card.s()));
    }

    /** ECDSA of the JDK. */
    @Benchmark
    public boolean jdk() throws GeneralSecurityException {
        EcdsaCard card = ecdsaCards.get(next());
        Signature verifier = Signature.getInstance("SHA256withECDSA", "SunEC");
        verifier.initVerify(card.key());
        verifier.update(card.message().toByteArray());
        return require(verifier.verify(card.der().toByteArray()));
    }

    private int next() {
        return turn++ & CARDS - 1;
    }

    private static boolean require(boolean verified) {
        if (!verified) {
            throw new IllegalStateException("a signature is not verified");
        }
        return true;
    }
}
