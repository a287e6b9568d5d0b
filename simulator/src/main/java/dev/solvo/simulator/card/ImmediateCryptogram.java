package dev.solvo.simulator.card;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.simulator.card.CardRiskManagement.Decision;
import dev.solvo.simulator.card.ContactlessImage.Device;
import dev.solvo.simulator.card.ContactlessImage.DeviceVerification;
import dev.solvo.simulator.card.ContactlessImage.Method;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * GET PROCESSING OPTIONS of a card for kernel 3 or 7: the cryptogram, the qualifiers and the dynamic signature come at once.
 *
 * <p>What is known of these cards is what terminals are told of them; how a card weighs a transaction is the issuer's. The
 * rules here are plain ones: offline only if card and terminal can sign and check a signature, the first verification method
 * that both know.
 */
final class ImmediateCryptogram {
    private static final Tag TERMINAL_QUALIFIERS = Tag.of(0x9F66);
    private static final Tag UNPREDICTABLE_NUMBER = Tag.of(0x9F37);
    private static final Tag AMOUNT = Tag.of(0x9F02);
    private static final Tag CURRENCY = Tag.of(0x5F2A);
    private static final Tag AUTHENTICATION_RELATED_DATA = Tag.of(0x9F69);
    private static final int SIGNATURE_VERSION = 0x01;
    private static final int CARD_NUMBER_BYTES = 4;
    private static final int DEVICE_VERIFICATION_PERFORMED = 0x0080;
    private static final int ONLINE_PIN_REQUIRED = 0x8000;
    private static final int SIGNATURE_REQUIRED = 0x4000;

    private final PersonalisedApplication application;
    private final ContactlessImage image;
    private final ApplicationMemory memory;
    private final CardMemory card;
    private final TransactionState transaction;
    private final SecureRandom random;

    ImmediateCryptogram(
            PersonalisedApplication application,
            ContactlessImage image,
            ApplicationMemory memory,
            CardMemory card,
            TransactionState transaction,
            SecureRandom random) {
        this.application = application;
        this.image = image;
        this.memory = memory;
        this.card = card;
        this.transaction = transaction;
        this.random = random;
    }

    /** Refuses before anything is counted: the terminal's qualifiers are missing, or the phone wants to be unlocked. */
    void check() throws CardRefusal {
        Terminal terminal = terminal();
        CardRefusal.unless(terminal.inChipMode(), CardRefusal.CONDITIONS_NOT_SATISFIED);
        Device device = image.device();
        if (device.verification() == DeviceVerification.ON_REQUEST && terminal.wantsVerification() && !card.unlocked) {
            throw new CardRefusal(device.refusal().orElse(CardRefusal.CONDITIONS_NOT_SATISFIED));
        }
    }

    ResponseApdu answer() {
        Terminal terminal = terminal();
        int verification = verification(terminal);
        CryptogramType asked =
                terminal.wantsOnline() || verification == ONLINE_PIN_REQUIRED || !canSignOffline(terminal)
                        ? CryptogramType.ARQC
                        : CryptogramType.TC;
        CardRiskManagement risk = new CardRiskManagement(application.image(), memory, transaction);
        Decision decision = risk.first(asked);
        CryptogramType type = decision.type() == CryptogramType.ARQC && terminal.isOfflineOnly()
                ? CryptogramType.AAC
                : decision.type();
        transaction.first = Optional.of(type);
        transaction.phase = TransactionState.Phase.FINISHED;
        boolean signs = application.keys().signsDynamicData()
                && (type == CryptogramType.TC || type == CryptogramType.ARQC && terminal.authenticatesOnline());
        transaction.dynamicDataSigned = signs;
        Bytes issuerData = IssuerApplicationData.of(application.image(), memory, transaction, risk);
        transaction.cryptogram =
                new CardCryptography(application).cryptogram(transaction, memory.transactionCounter, issuerData);
        transaction.requestCryptogram = transaction.cryptogram;
        if (type == CryptogramType.TC) {
            risk.approvedOffline();
        }
        Bytes qualifiers = qualifiers(verification);
        makeDynamicObjects(type, signs, qualifiers);
        card.unlocked = false;
        return ResponseApdu.success(DataObject.of(
                0x77,
                DataObject.of(0x82, application.image().interchangeProfile()),
                application.fileLocator().isEmpty() ? Bytes.EMPTY : DataObject.of(0x94, application.fileLocator()),
                DataObject.of(0x9F36, ApplicationSession.counter(memory.transactionCounter)),
                DataObject.of(0x9F26, transaction.cryptogram),
                DataObject.of(0x9F10, issuerData),
                image.qualifiers().isEmpty() ? Bytes.EMPTY : DataObject.of(0x9F6C, qualifiers),
                options()));
    }

    private Bytes options() {
        Bytes options = Bytes.EMPTY;
        for (RecordObject object : image.options()) {
            options = options.plus(object(object, transaction.dynamicObjects));
        }
        return options;
    }

    /** An object that the image gives, or that this transaction made; nothing if it made none. */
    static Bytes object(RecordObject object, Map<Tag, Bytes> dynamicObjects) {
        Bytes value = object.value().orElseGet(() -> dynamicObjects.getOrDefault(object.tag(), Bytes.EMPTY));
        return value.isEmpty() ? Bytes.EMPTY : DataObject.of(object.tag(), value);
    }

    private void makeDynamicObjects(CryptogramType type, boolean signs, Bytes qualifiers) {
        Map<Tag, Bytes> made = new HashMap<>();
        made.put(Tag.of(0x9F27), Bytes.ofUnsigned(type.code()));
        if (signs) {
            byte[] number = new byte[CARD_NUMBER_BYTES];
            random.nextBytes(number);
            Bytes related = Bytes.concat(
                    Bytes.ofUnsigned(SIGNATURE_VERSION),
                    Bytes.of(number),
                    image.qualifiersCopy().orElse(qualifiers));
            made.put(AUTHENTICATION_RELATED_DATA, related);
            made.put(OfflineKeys.SIGNED_DYNAMIC_DATA, signature(related));
        }
        transaction.dynamicObjects = made;
    }

    /** Version 01: unpredictable number, amount, currency and tag 9F69 are signed with the counter as dynamic number. */
    private Bytes signature(Bytes related) {
        transaction.dynamicNumber = ApplicationSession.counter(memory.transactionCounter);
        return application
                .keys()
                .signDynamicData(
                        transaction.dynamicNumber,
                        Bytes.concat(sent(UNPREDICTABLE_NUMBER, 4), sent(AMOUNT, 6), sent(CURRENCY, 2), related));
    }

    private Bytes sent(Tag tag, int length) {
        return transaction.values.getOrDefault(tag, Bytes.repeat(0, length));
    }

    private Bytes qualifiers(int verification) {
        int bits = image.qualifiers().unsigned(0) << 8 | image.qualifiers().unsigned(1) | verification;
        return Bytes.ofUnsigned(bits >> 8, bits & 0xFF);
    }

    private int verification(Terminal terminal) {
        DeviceVerification device = image.device().verification();
        if (device == DeviceVerification.PERFORMED || device == DeviceVerification.ON_REQUEST && card.unlocked) {
            return DEVICE_VERIFICATION_PERFORMED;
        }
        if (!terminal.wantsVerification()) {
            return 0;
        }
        for (Method method : image.methods()) {
            if (method == Method.ONLINE_PIN && terminal.knowsOnlinePin()) {
                return ONLINE_PIN_REQUIRED;
            }
            if (method == Method.SIGNATURE && terminal.knowsSignature()) {
                return SIGNATURE_REQUIRED;
            }
        }
        return 0;
    }

    private boolean canSignOffline(Terminal terminal) {
        return application.keys().signsDynamicData() && terminal.checksDynamicSignatures();
    }

    private Terminal terminal() {
        Bytes qualifiers = transaction.values.getOrDefault(TERMINAL_QUALIFIERS, Bytes.EMPTY);
        return new Terminal(qualifiers.length() == 4 ? qualifiers : Bytes.repeat(0, 4));
    }

    /** Terminal transaction qualifiers, tag 9F66, as far as both kernels give their bits one meaning. */
    private record Terminal(Bytes qualifiers) {
        /** EMV mode, or qPBOC. */
        boolean inChipMode() {
            return has(0, 0x20);
        }

        boolean isOfflineOnly() {
            return has(0, 0x08);
        }

        boolean knowsOnlinePin() {
            return has(0, 0x04);
        }

        boolean knowsSignature() {
            return has(0, 0x02);
        }

        boolean authenticatesOnline() {
            return has(0, 0x01);
        }

        boolean wantsOnline() {
            return has(1, 0x80);
        }

        boolean wantsVerification() {
            return has(1, 0x40);
        }

        boolean checksDynamicSignatures() {
            return has(3, 0x80);
        }

        private boolean has(int index, int mask) {
            return (qualifiers.unsigned(index) & mask) != 0;
        }
    }
}
