package dev.solvo.simulator.card;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.contactless.CardKeyAgreement;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.crypto.pin.EccPinDecipherment;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys on P-256: for XDA and for enciphered PINs (EMV 4.4 Book 2, 12 and 13), or for the agreements of kernel 8 (EMV Book E).
 */
final class EccOfflineKeys implements OfflineKeys {
    private static final int IDENTIFIER_DIGITS = 8;
    private static final int IDENTIFIER_BYTES = 5;
    /** x-coordinate 32, message 17, MAC 8. */
    private static final int ODE_BYTES = 57;

    private static final SignatureSuite SUITE = SignatureSuite.P_256_SHA_256;

    private final Set<Tag> corrupted;
    private final Map<Tag, Bytes> generated;
    private final EccSigningKey iccKey;
    private final Optional<Bytes> pinKey;
    private final Optional<Agreeing> agreeing;

    /**
     * What a card of kernel 8 agrees on keys with.
     *
     * @param privateKey the key, 32 bytes
     * @param certifiedData what the key's certificate vouches for
     */
    private record Agreeing(Bytes privateKey, Bytes certifiedData) {
        @Override
        public String toString() {
            return "Agreeing[]";
        }
    }

    private EccOfflineKeys(
            Set<Tag> corrupted,
            Map<Tag, Bytes> generated,
            EccSigningKey iccKey,
            Optional<Bytes> pinKey,
            Optional<Agreeing> agreeing) {
        this.corrupted = corrupted;
        this.generated = generated;
        this.iccKey = iccKey;
        this.pinKey = pinKey;
        this.agreeing = agreeing;
    }

    static EccOfflineKeys make(TestPki pki, ApplicationImage image, Pan pan, Bytes staticData) {
        ApplicationImage.Authentication authentication = image.authentication();
        YearMonth month = authentication.expiry();
        LocalDateTime expiry = month.atEndOfMonth().atTime(23, 59);
        // Signing an image again must give the same card, so the certificates' signatures take no fresh randomness.
        SecureRandom random = SeededRandom.of(0);
        boolean agrees = authentication.method() == ApplicationImage.Method.LOCAL;
        Bytes iccData = agrees ? staticData : iccData(image, staticData);
        EccSigningKey iccKey = pki.eccKey(authentication.iccKey());
        Map<Tag, Bytes> generated = new HashMap<>();
        generated.put(Tag.of(0x8F), Bytes.ofUnsigned(TestPki.ECC_CA_INDEX));
        try (EccSigningKey ca = pki.eccKey("ca-p256");
                EccSigningKey issuer = pki.eccKey(authentication.issuerKey())) {
            generated.put(
                    Tag.of(0x90),
                    ca.certifyIssuerKey(
                            image.aid().slice(0, 5),
                            TestPki.ECC_CA_INDEX,
                            SUITE,
                            issuer.x(),
                            OfflineKeys.issuerIdentifier(pan, IDENTIFIER_DIGITS, IDENTIFIER_BYTES),
                            expiry.toLocalDate(),
                            serial(3),
                            random));
            generated.put(
                    Tag.of(0x9F46),
                    agrees
                            ? issuer.certifyKernel8Key(
                                    EnciphermentSuite.P_256, iccKey.x(), expiry, serial(6), iccData, random)
                            : issuer.certifyIccKey(SUITE, iccKey.x(), expiry, serial(6), iccData, random));
            if (authentication.pinKey().isPresent()) {
                try (EccSigningKey pinKey = pki.eccKey(authentication.pinKey().get())) {
                    generated.put(
                            Tag.of(0x9F2D),
                            issuer.certifyOdeKey(
                                    EnciphermentSuite.P_256, pinKey.x(), expiry, serial(6), iccData, random));
                }
            }
        }
        generated.replaceAll((tag, value) -> OfflineKeys.corrupted(authentication.corrupted(), tag, value));
        return new EccOfflineKeys(
                authentication.corrupted(),
                generated,
                iccKey,
                authentication.pinKey().map(pki::eccPrivateNumber),
                agrees
                        ? Optional.of(new Agreeing(pki.eccPrivateNumber(authentication.iccKey()), staticData))
                        : Optional.empty());
    }

    /** What the card's certificate covers: records, AIP, AID, PDOL. EMV 4.4 Book 2, 12.4; Book 3, 10.3. */
    private static Bytes iccData(ApplicationImage image, Bytes staticData) {
        Bytes data = Bytes.concat(
                staticData, DataObject.of(0x82, image.interchangeProfile()), DataObject.of(0x9F06, image.aid()));
        Bytes list = image.processingOptionsList();
        return list.isEmpty() ? data : data.plus(DataObject.of(0x9F38, list));
    }

    private static Bytes serial(int lengthBytes) {
        return Bytes.repeat(0, lengthBytes - 1).plus(Bytes.ofUnsigned(SERIAL_NUMBER));
    }

    @Override
    public Optional<Bytes> generated(Tag tag) {
        return Optional.ofNullable(generated.get(tag));
    }

    @Override
    public boolean signsExtendedData() {
        return !agreesOnKeys();
    }

    @Override
    public boolean agreesOnKeys() {
        return agreeing.isPresent();
    }

    @Override
    public CardKeyAgreement agree(Bytes kernelKeyData, SecureRandom random) throws CryptoException {
        return CardKeyAgreement.agree(agreeing.orElseThrow().privateKey(), kernelKeyData, random);
    }

    @Override
    public Bytes certifiedData() {
        return agreeing.orElseThrow().certifiedData();
    }

    @Override
    public Bytes signExtendedData(Bytes message, SecureRandom random) {
        return OfflineKeys.corrupted(corrupted, SIGNED_DYNAMIC_DATA, iccKey.signExtendedData(message, random));
    }

    /** By the key of tag 9F2D; the transaction's first message agrees on the keys of all. EMV 4.4 Book 2, 13.2. */
    @Override
    public PinDecipherment pinDecipherment() {
        if (pinKey.isEmpty()) {
            return PinDecipherment.NONE;
        }
        EccPinDecipherment channel = new EccPinDecipherment(EnciphermentSuite.P_256, pinKey.get());
        return new PinDecipherment() {
            @Override
            public int lengthBytes() {
                return ODE_BYTES;
            }

            @Override
            public PinBlock decipher(Bytes data, Bytes challenge) throws CryptoException {
                return channel.decipher(data, challenge);
            }
        };
    }
}
