package dev.solvo.simulator.card;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.contactless.CardKeyAgreement;
import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.simulator.card.ContactlessImage.Device;
import dev.solvo.simulator.card.ContactlessImage.DeviceVerification;
import dev.solvo.simulator.card.ContactlessImage.Method;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/**
 * What a card for kernel 8 does beside what every card does: it agrees on keys in GET PROCESSING OPTIONS, enciphers records, and
 * adds the MACs to its cryptogram. EMV Book E and Book C-8, as one public implementation reads them.
 *
 * <p>How such a card verifies its holder is its issuer's matter; the rule here is a plain one, the first method that both sides
 * know where the terminal wants one. The cryptogram is made over tags 9F10 and 95 as the issuer gets them: with the MAC where the
 * card names the place itself, and with what its decision on verification changes in the terminal's results.
 */
final class LocalAuthentication {
    private static final Tag KERNEL_KEY_DATA = Tag.of(0x9E);
    private static final Tag RISK_MANAGEMENT_DATA = Tag.of(0x9F1D);
    private static final Tag ENCIPHERED_RECORD = Tag.of(0xDA);
    private static final Tag EDA_MAC = Tag.of(0x9F8105);
    private static final Tag MAC_OFFSET = Tag.of(0x9F8107);
    private static final Tag ISSUER_DATA_MAC = Tag.of(0x9F8109);
    private static final Bytes PRESENT_AGAIN = DataObject.of(0x9F8108, Bytes.ofUnsigned(0x20, 0x00));
    private static final int MAC_PLACE = 0x06;
    private static final int MAC_AT_OFFSET = 0x04;
    private static final int CVM_LIMIT_EXCEEDED = 0x80;
    private static final int ALLOWS_ONLINE_PIN = 0x40;
    private static final int ALLOWS_SIGNATURE = 0x20;
    private static final int ALLOWS_NO_CVM = 0x08;
    private static final int ALLOWS_ON_DEVICE = 0x04;
    private static final Tag RESULTS = Tag.of(0x95);
    private static final int RESULTS_BYTES = 5;

    private final PersonalisedApplication application;
    private final ContactlessImage image;
    private final CardMemory card;
    private final TransactionState transaction;
    private final SecureRandom random;
    private Optional<CardKeyAgreement> agreement = Optional.empty();

    LocalAuthentication(
            PersonalisedApplication application,
            ContactlessImage image,
            CardMemory card,
            TransactionState transaction,
            SecureRandom random) {
        this.application = application;
        this.image = image;
        this.card = card;
        this.transaction = transaction;
        this.random = random;
    }

    /** Agrees on keys; refuses before anything is counted. */
    void agree() throws CardRefusal {
        Bytes kernelKeyData = transaction.values.getOrDefault(KERNEL_KEY_DATA, Bytes.EMPTY);
        try {
            agreement = Optional.of(application.keys().agree(kernelKeyData, random));
        } catch (CryptoException noKey) {
            // NOTE: no public text names the status word for a key that is none.
            throw new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED);
        }
    }

    ResponseApdu processingOptions() {
        Bytes options = Bytes.EMPTY;
        for (RecordObject object : image.options()) {
            options = options.plus(DataObject.of(object.tag(), object.value().orElse(Bytes.EMPTY)));
        }
        return ResponseApdu.success(DataObject.of(
                0x77,
                DataObject.of(0x82, application.image().interchangeProfile()),
                DataObject.of(0x94, application.fileLocator()),
                DataObject.of(0x9F8103, agreed().cardKeyData()),
                options));
    }

    /** A record's content in template 70 goes out enciphered, and without the template. */
    Bytes encipher(Bytes record) throws CardRefusal {
        try {
            Bytes enciphered =
                    agreed().channel().encipherToKernel(Tlv.parse(record).value());
            return DataObject.of(ENCIPHERED_RECORD, corrupted(ENCIPHERED_RECORD, enciphered));
        } catch (TlvException | CryptoException broken) {
            // A record that is broken on purpose, or one read more than 32,000 times.
            throw new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED);
        }
    }

    /** The answer to GENERATE AC. */
    ResponseApdu cryptogram(int information, int counter, Bytes issuerData, CardCryptography cryptography) {
        Bytes head = DataObject.of(0x9F36, ApplicationSession.counter(counter))
                .plus(DataObject.of(0x9F27, Bytes.ofUnsigned(information)));
        int verification = verification();
        Bytes decision = DataObject.of(0x9F8102, Bytes.ofUnsigned(verification));
        Bytes tail = DataObject.of(0x9F10, issuerData).plus(options());
        Bytes mac = corrupted(
                ISSUER_DATA_MAC,
                agreed().channel()
                        .issuerApplicationDataMac(Bytes.concat(
                                transaction.processingOptionsData,
                                transaction.firstData,
                                transaction.relayData,
                                head,
                                decision,
                                tail,
                                sha256(application.keys().certifiedData()))));
        transaction.values.computeIfPresent(RESULTS, (tag, sent) -> results(sent, verification));
        transaction.cryptogram = cryptography.cryptogram(transaction, counter, withMac(issuerData, mac));
        transaction.requestCryptogram = transaction.cryptogram;
        Bytes answerMac =
                corrupted(EDA_MAC, agreed().channel().enhancedDataAuthentication(transaction.cryptogram, mac));
        return ResponseApdu.success(DataObject.of(
                0x77,
                head,
                DataObject.of(0x9F26, transaction.cryptogram),
                decision,
                DataObject.of(EDA_MAC, answerMac),
                tail));
    }

    private Bytes options() {
        Bytes options = Bytes.EMPTY;
        for (RecordObject object : image.cryptogramOptions()) {
            options = options.plus(DataObject.of(object.tag(), object.value().orElse(Bytes.EMPTY)));
        }
        return wantsToBeUnlocked() ? options.plus(PRESENT_AGAIN) : options;
    }

    /** A phone asks once; shown again while it is locked, it pays as if it verified nobody. */
    boolean wantsToBeUnlocked() {
        Device device = image.device();
        return device.verification() == DeviceVerification.ON_REQUEST
                && device.refusal().isEmpty()
                && !card.unlocked
                && !card.askedToBeUnlocked;
    }

    /** Byte 3 of the terminal's results: online PIN, or a verification that failed or that the terminal does not allow. */
    private Bytes results(Bytes sent, int verification) {
        boolean failed = verification == 0xFF || verification == 0x03 && (allowed() & ALLOWS_ON_DEVICE) == 0;
        int bit = failed ? 0x80 : verification == 0x02 ? 0x04 : 0;
        return sent.length() != RESULTS_BYTES
                ? sent
                : Bytes.concat(sent.slice(0, 2), Bytes.ofUnsigned(sent.unsigned(2) | bit), sent.slice(3));
    }

    private int allowed() {
        Bytes risk = transaction.values.getOrDefault(RISK_MANAGEMENT_DATA, Bytes.EMPTY);
        return risk.isEmpty() ? 0 : risk.unsigned(0);
    }

    /** Tag 9F10 as the issuer gets it, as far as the card knows. */
    private Bytes withMac(Bytes issuerData, Bytes mac) {
        int profile = application.image().interchangeProfile().unsigned(1);
        Optional<Bytes> offset = image.cryptogramOptions().stream()
                .filter(object -> object.tag().equals(MAC_OFFSET))
                .findFirst()
                .flatMap(RecordObject::value);
        if ((profile & MAC_PLACE) != MAC_AT_OFFSET || offset.isEmpty()) {
            return issuerData;
        }
        int at = (int) offset.get().toUnsignedLong();
        return at + mac.length() > issuerData.length()
                ? issuerData
                : Bytes.concat(issuerData.slice(0, at), mac, issuerData.slice(at + mac.length()));
    }

    /** Cardholder verification decision: 03 on the device, 02 online PIN, 01 signature, 00 none, 0F not applicable, FF failed. */
    private int verification() {
        DeviceVerification device = image.device().verification();
        if (device == DeviceVerification.PERFORMED || device == DeviceVerification.ON_REQUEST && card.unlocked) {
            return 0x03;
        }
        Bytes risk = transaction.values.getOrDefault(RISK_MANAGEMENT_DATA, Bytes.EMPTY);
        int allowed = allowed();
        if (risk.length() < 2 || (risk.unsigned(1) & CVM_LIMIT_EXCEEDED) == 0) {
            return (allowed & ALLOWS_NO_CVM) != 0 ? 0x00 : 0x0F;
        }
        for (Method method : image.methods()) {
            if (method == Method.ONLINE_PIN && (allowed & ALLOWS_ONLINE_PIN) != 0) {
                return 0x02;
            }
            if (method == Method.SIGNATURE && (allowed & ALLOWS_SIGNATURE) != 0) {
                return 0x01;
            }
        }
        return 0xFF;
    }

    private Bytes corrupted(Tag tag, Bytes value) {
        Set<Tag> corrupted = application.image().authentication().corrupted();
        return OfflineKeys.corrupted(corrupted, tag, value);
    }

    private CardKeyAgreement agreed() {
        return agreement.orElseThrow(() -> new IllegalStateException("a command out of order was refused before"));
    }

    private static Bytes sha256(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toByteArray()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
