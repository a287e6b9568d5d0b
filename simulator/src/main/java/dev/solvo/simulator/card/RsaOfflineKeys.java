package dev.solvo.simulator.card;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.simulator.card.ApplicationImage.Method;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** RSA keys for SDA, DDA and CDA and for enciphered PINs. EMV 4.4 Book 2, 5 to 7. */
final class RsaOfflineKeys implements OfflineKeys {
    private static final Bytes SERIAL = Bytes.ofUnsigned(0, 0, SERIAL_NUMBER);
    private static final Bytes DATA_AUTHENTICATION_CODE = Bytes.ofUnsigned(0xDA, 0xC0);
    private static final int IDENTIFIER_DIGITS = 6;
    private static final int IDENTIFIER_BYTES = 4;

    private final Method method;
    private final Set<Tag> corrupted;
    private final Map<Tag, Bytes> generated;
    private final RsaSigningKey iccKey;
    private final RsaSigningKey pinKey;

    private RsaOfflineKeys(
            ApplicationImage.Authentication authentication,
            Map<Tag, Bytes> generated,
            RsaSigningKey iccKey,
            RsaSigningKey pinKey) {
        this.method = authentication.method();
        this.corrupted = authentication.corrupted();
        this.generated = generated;
        this.iccKey = iccKey;
        this.pinKey = pinKey;
    }

    static RsaOfflineKeys make(TestPki pki, ApplicationImage image, Pan pan, Bytes staticData) {
        ApplicationImage.Authentication authentication = image.authentication();
        YearMonth expiry = authentication.expiry();
        Map<Tag, Bytes> generated = new HashMap<>();
        RsaSigningKey iccKey = pki.rsaKey(authentication.iccKey());
        RsaSigningKey pinKey = authentication.pinKey().map(pki::rsaKey).orElse(iccKey);
        try (RsaSigningKey ca = pki.rsaKey("ca-rsa-1984");
                RsaSigningKey issuer = pki.rsaKey(authentication.issuerKey())) {
            Bytes identifier = OfflineKeys.issuerIdentifier(pan, IDENTIFIER_DIGITS, IDENTIFIER_BYTES);
            generated.put(Tag.of(0x8F), Bytes.ofUnsigned(TestPki.RSA_CA_INDEX));
            put(generated, 0x90, 0x92, 0x9F32, ca.certifyIssuerKey(issuer.publicKey(), identifier, expiry, SERIAL));
            generated.put(Tag.of(0x93), issuer.signStaticData(DATA_AUTHENTICATION_CODE, staticData));
            put(
                    generated,
                    0x9F46,
                    0x9F48,
                    0x9F47,
                    issuer.certifyIccKey(iccKey.publicKey(), pan, expiry, SERIAL, staticData));
            if (authentication.pinKey().isPresent()) {
                put(generated, 0x9F2D, 0x9F2F, 0x9F2E, issuer.certifyPinKey(pinKey.publicKey(), pan, expiry, SERIAL));
            }
        }
        generated.replaceAll((tag, value) -> OfflineKeys.corrupted(authentication.corrupted(), tag, value));
        return new RsaOfflineKeys(authentication, generated, iccKey, pinKey);
    }

    private static void put(
            Map<Tag, Bytes> generated, int certificateTag, int remainderTag, int exponentTag, RsaCertifiedKey key) {
        generated.put(Tag.of(certificateTag), key.certificate());
        generated.put(Tag.of(remainderTag), key.remainder().orElse(Bytes.EMPTY));
        generated.put(Tag.of(exponentTag), key.exponent());
    }

    @Override
    public Optional<Bytes> generated(Tag tag) {
        return Optional.ofNullable(generated.get(tag));
    }

    @Override
    public boolean signsDynamicData() {
        return method == Method.DDA || method == Method.CDA;
    }

    @Override
    public boolean signsCombinedData() {
        return method == Method.CDA;
    }

    @Override
    public Bytes signDynamicData(Bytes dynamicNumber, Bytes ddolData) {
        return signed(iccKey.signDynamicData(dynamicNumber, Bytes.EMPTY, ddolData));
    }

    @Override
    public Bytes signCombinedData(
            Bytes dynamicNumber,
            int informationData,
            Bytes cryptogram,
            Bytes additionalData,
            Bytes transactionData,
            Bytes unpredictable) {
        return signed(iccKey.signCombinedData(
                dynamicNumber, informationData, cryptogram, additionalData, transactionData, unpredictable));
    }

    /** By the key of tag 9F2D, or else the ICC key. EMV 4.4 Book 2, 7.1. */
    @Override
    public PinDecipherment pinDecipherment() {
        return new PinDecipherment() {
            @Override
            public int lengthBytes() {
                return pinKey.publicKey().modulusLength();
            }

            @Override
            public PinBlock decipher(Bytes data, Bytes challenge) throws CryptoException {
                return RsaPinEncipherment.decipher(pinKey, data, challenge);
            }
        };
    }

    private Bytes signed(Bytes signature) {
        return OfflineKeys.corrupted(corrupted, SIGNED_DYNAMIC_DATA, signature);
    }
}
