package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.simulator.card.ApplicationImage.IssuerAuthentication;
import dev.solvo.simulator.card.ApplicationImage.LogImage;
import dev.solvo.simulator.card.ApplicationImage.PinImage;
import dev.solvo.simulator.card.CardRiskManagement.Decision;
import dev.solvo.simulator.card.ContactlessImage.Device;
import dev.solvo.simulator.card.ContactlessImage.DeviceVerification;
import dev.solvo.simulator.card.TransactionState.Phase;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import java.security.SecureRandom;
import java.util.Optional;

/** GENERATE AC and EXTERNAL AUTHENTICATE. EMV 4.4 Book 3, 6.5.4, 6.5.5, 10.8 and 10.11; Book 2, 6.6, 8 and 12.5. */
final class CryptogramGeneration {
    private static final int SIGNATURE_BITS = 0x18;
    private static final int COMBINED_SIGNATURE = 0x10;
    private static final int EXTENDED_SIGNATURE = 0x08;
    private static final int RESERVED_BITS = 0x27;
    private static final int EXTENDED_MESSAGE_HEADER = 0x15;
    private static final int DYNAMIC_NUMBER_BYTES = 8;
    private static final Tag UNPREDICTABLE_NUMBER = Tag.of(0x9F37);
    private static final Tag RESPONSE_CODE = Tag.of(0x8A);
    private static final Tag ISSUER_AUTHENTICATION_DATA = Tag.of(0x91);
    private static final Tag TRANSACTION_COUNTER = Tag.of(0x9F36);
    private static final Bytes UNLOCK_FIRST = Bytes.fromHex("000100");
    private static final Bytes VERIFIED_ON_DEVICE = Bytes.fromHex("001000");
    private static final Bytes UNABLE_APPROVED = Bytes.fromHex("5933");
    private static final Bytes UNABLE_DECLINED = Bytes.fromHex("5A33");

    private final PersonalisedApplication application;
    private final ApplicationMemory memory;
    private final CardMemory card;
    private final TransactionState transaction;
    private final CardRiskManagement risk;
    private final CardCryptography cryptography;
    private final Optional<LocalAuthentication> local;
    private final SecureRandom random;

    CryptogramGeneration(
            PersonalisedApplication application,
            ApplicationMemory memory,
            CardMemory card,
            TransactionState transaction,
            Optional<LocalAuthentication> local,
            SecureRandom random) {
        this.application = application;
        this.memory = memory;
        this.card = card;
        this.transaction = transaction;
        this.risk = new CardRiskManagement(application.image(), memory, transaction);
        this.cryptography = new CardCryptography(application);
        this.local = local;
        this.random = random;
    }

    ResponseApdu generate(CommandApdu command) throws CardRefusal {
        CardRefusal.unless(
                command.p2() == 0
                        && (command.p1() & RESERVED_BITS) == 0
                        && (command.p1() & SIGNATURE_BITS) != SIGNATURE_BITS,
                CardRefusal.WRONG_PARAMETERS);
        CryptogramType asked = CryptogramType.asked(command.p1());
        boolean first = transaction.phase == Phase.INITIATED;
        CardRefusal.unless(
                first || transaction.phase == Phase.ONLINE && local.isEmpty(), CardRefusal.CONDITIONS_NOT_SATISFIED);
        Dol list = first ? application.firstCryptogram() : application.secondCryptogram();
        CardRefusal.unless(command.data().length() == list.totalLength(), CardRefusal.WRONG_LENGTH);
        CardRefusal.unless(first || asked != CryptogramType.ARQC, CardRefusal.CONDITIONS_NOT_SATISFIED);
        transaction.values.putAll(DataObject.values(list, command.data()));
        Decision decision = first ? first(asked, command.data()) : second(asked);
        ResponseApdu answer = respond(decision, command.p1() & SIGNATURE_BITS, command.data(), first);
        remember(answer);
        return answer;
    }

    /** For RECOVER AC, by a card that has the list for it. */
    private void remember(ResponseApdu answer) {
        if (application.recovery().totalLength() > 0) {
            memory.recoveryData = application
                    .recovery()
                    .join(entry -> transaction.values.getOrDefault(entry.tag(), Bytes.repeat(0, entry.length())));
            memory.recoverableAnswer = answer.data();
        }
        card.askedToBeUnlocked = local.isPresent() && local.get().wantsToBeUnlocked();
        card.unlocked = false;
    }

    /** The answer to a GENERATE AC whose answer may have been lost with the field, if the terminal names it by the DRDOL. */
    ResponseApdu recover(CommandApdu command) throws CardRefusal {
        CardRefusal.unless(application.recovery().totalLength() > 0, CardRefusal.UNKNOWN_INSTRUCTION);
        ApplicationSession.requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(transaction.phase == Phase.INITIATED, CardRefusal.CONDITIONS_NOT_SATISFIED);
        CardRefusal.unless(command.data().length() == application.recovery().totalLength(), CardRefusal.WRONG_LENGTH);
        // NOTE: no public text names the status word for data that no cryptogram was given for.
        CardRefusal.unless(
                !memory.recoverableAnswer.isEmpty() && command.data().equals(memory.recoveryData),
                CardRefusal.CONDITIONS_NOT_SATISFIED);
        transaction.phase = Phase.FINISHED;
        return ResponseApdu.success(memory.recoverableAnswer);
    }

    /** A phone for kernel 2 or 8 that refuses to begin before it is unlocked. */
    void checkDevice() throws CardRefusal {
        Optional<Device> device = application
                .image()
                .contactless()
                .filter(contactless -> !contactless.kernel().givesCryptogramAtOnce())
                .map(ContactlessImage::device);
        if (device.isPresent()
                && isLocked(device.get())
                && device.get().refusal().isPresent()) {
            throw new CardRefusal(device.get().refusal().get());
        }
    }

    private boolean isLocked(Device device) {
        return device.verification() == DeviceVerification.ON_REQUEST && !card.unlocked;
    }

    /** Tag DF4B of a phone for kernel 2: it was unlocked, or it wants to be. Nothing from a plastic card. */
    private Bytes cardholderInteraction() {
        Optional<Device> device = application
                .image()
                .contactless()
                .filter(contactless -> contactless.kernel() == ContactlessImage.Kernel.KERNEL_2)
                .map(ContactlessImage::device)
                .filter(found -> found.verification() != DeviceVerification.NONE);
        if (device.isEmpty()) {
            return Bytes.EMPTY;
        }
        return DataObject.of(0xDF4B, isLocked(device.get()) ? UNLOCK_FIRST : VERIFIED_ON_DEVICE);
    }

    private Decision first(CryptogramType asked, Bytes data) {
        transaction.firstData = data;
        Decision decision = risk.first(locked() ? CryptogramType.AAC : asked);
        transaction.first = Optional.of(decision.type());
        transaction.phase = decision.type() == CryptogramType.ARQC ? Phase.ONLINE : Phase.FINISHED;
        return decision;
    }

    private boolean locked() {
        if (local.isPresent()) {
            return local.get().wantsToBeUnlocked();
        }
        return application
                .image()
                .contactless()
                .map(ContactlessImage::device)
                .filter(this::isLocked)
                .isPresent();
    }

    private Decision second(CryptogramType asked) {
        Bytes code = transaction.values.getOrDefault(RESPONSE_CODE, Bytes.EMPTY);
        transaction.unableToGoOnline = code.equals(UNABLE_APPROVED) || code.equals(UNABLE_DECLINED);
        if (!transaction.unableToGoOnline
                && application.image().cryptogram().issuerAuthentication() == IssuerAuthentication.CDOL2) {
            authenticateIssuer(transaction.values.getOrDefault(ISSUER_AUTHENTICATION_DATA, Bytes.EMPTY));
        }
        Decision decision = risk.second(asked);
        transaction.second = Optional.of(decision.type());
        transaction.phase = Phase.FINISHED;
        return decision;
    }

    private ResponseApdu respond(Decision decision, int signature, Bytes data, boolean first) {
        CryptogramType type = decision.type();
        boolean combined =
                signature == COMBINED_SIGNATURE && application.keys().signsCombinedData() && type != CryptogramType.AAC;
        boolean extended = signature == EXTENDED_SIGNATURE && application.keys().signsExtendedData();
        if (combined) {
            transaction.dynamicNumber = newDynamicNumber();
        }
        transaction.firstSigned |= first && (combined || extended);
        transaction.secondSigned |= !first && (combined || extended);
        int information =
                type.code() | (type == CryptogramType.AAC ? decision.reason().code() : 0);
        Bytes issuerData = IssuerApplicationData.of(application.image(), memory, transaction, risk);
        if (local.isPresent()) {
            count(type, first);
            return local.get().cryptogram(information, memory.transactionCounter, issuerData, cryptography);
        }
        transaction.cryptogram = cryptography.cryptogram(transaction, memory.transactionCounter, issuerData);
        if (first) {
            transaction.requestCryptogram = transaction.cryptogram;
        }
        Bytes counter = ApplicationSession.counter(memory.transactionCounter);
        count(type, first);
        Bytes head = DataObject.of(0x9F27, Bytes.ofUnsigned(information)).plus(DataObject.of(0x9F36, counter));
        Bytes tail = DataObject.of(0x9F10, issuerData).plus(cardholderInteraction());
        if (combined) {
            Bytes hashed = Bytes.concat(
                    transaction.processingOptionsData, transaction.firstData, first ? Bytes.EMPTY : data, head, tail);
            Bytes signed = application
                    .keys()
                    .signCombinedData(
                            transaction.dynamicNumber,
                            information,
                            transaction.cryptogram,
                            transaction.relayData,
                            hashed,
                            transaction.values.getOrDefault(UNPREDICTABLE_NUMBER, Bytes.repeat(0, 4)));
            return ResponseApdu.success(DataObject.of(0x77, head, DataObject.of(0x9F4B, signed), tail));
        }
        Bytes clear = Bytes.concat(head, DataObject.of(0x9F26, transaction.cryptogram), tail);
        if (extended) {
            // EMV 4.4 Book 2, 12.5: the second signature covers CDOL2 values only.
            Bytes sent = first ? transaction.processingOptionsData.plus(data) : data;
            Bytes message = Bytes.concat(Bytes.ofUnsigned(EXTENDED_MESSAGE_HEADER), sent, clear);
            Bytes signed = application.keys().signExtendedData(message, random);
            return ResponseApdu.success(DataObject.of(0x77, clear, DataObject.of(0x9F4B, signed)));
        }
        return ResponseApdu.success(
                application.image().formatTwo()
                        ? DataObject.of(0x77, clear)
                        : DataObject.of(
                                0x80, Bytes.ofUnsigned(information), counter, transaction.cryptogram, issuerData));
    }

    private void count(CryptogramType type, boolean first) {
        boolean heardIssuer = !first && !transaction.unableToGoOnline;
        if (first && type == CryptogramType.ARQC) {
            memory.previousIncomplete = true;
        } else if (!first) {
            memory.previousIncomplete = false;
        }
        if (heardIssuer) {
            memory.issuerAuthenticationFailed = transaction.issuerAuthenticationFailed;
            boolean wanted = application.image().cryptogram().issuerAuthentication() != IssuerAuthentication.NONE;
            if (transaction.issuerAuthenticated || !wanted) {
                risk.completedOnline();
            }
        } else if (type == CryptogramType.TC) {
            risk.approvedOffline();
        }
        if (type == CryptogramType.TC) {
            application.image().log().ifPresent(this::log);
        }
    }

    private void log(LogImage log) {
        transaction.values.put(TRANSACTION_COUNTER, ApplicationSession.counter(memory.transactionCounter));
        memory.addToLog(application.logFormat().join(this::logged), log.maxRecords());
    }

    private Bytes logged(Dol.Entry entry) {
        Bytes value = transaction.values.getOrDefault(entry.tag(), Bytes.EMPTY);
        return value.length() == entry.length() ? value : Bytes.repeat(0, entry.length());
    }

    ResponseApdu externalAuthenticate(CommandApdu command) throws CardRefusal {
        CardRefusal.unless(
                application.image().cryptogram().issuerAuthentication() == IssuerAuthentication.EXTERNAL,
                CardRefusal.UNKNOWN_INSTRUCTION);
        ApplicationSession.requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(
                transaction.phase == Phase.ONLINE && !transaction.externalAuthenticateSeen,
                CardRefusal.CONDITIONS_NOT_SATISFIED);
        int length = command.data().length();
        CardRefusal.unless(length >= 8 && length <= 16, CardRefusal.WRONG_LENGTH);
        transaction.externalAuthenticateSeen = true;
        authenticateIssuer(command.data());
        CardRefusal.unless(transaction.issuerAuthenticated, CardRefusal.AUTHENTICATION_FAILED);
        return ResponseApdu.of(0x9000);
    }

    /** EMV 4.4 Book 2, 8.2. Data of zeros only are those of a terminal that has none. */
    private void authenticateIssuer(Bytes data) {
        if (data.equals(Bytes.repeat(0, data.length()))) {
            return;
        }
        Optional<IssuerResponse> response = cryptography.issuerResponse(data, transaction);
        transaction.issuerAuthenticated = response.isPresent();
        transaction.issuerAuthenticationFailed = response.isEmpty();
        if (response.isPresent() && response.get() instanceof IssuerResponse.Status status) {
            obey(status.update());
        }
    }

    /** EMV 4.4 Book 3, Annex C8.2. */
    private void obey(CardStatusUpdate update) {
        transaction.issuerDeclined = !update.approves();
        memory.blocked |= update.blocksApplication();
        card.blocked |= update.blocksCard();
        if (update.updatesPinTryCounter()) {
            int limit = application.image().pin().map(PinImage::tryLimit).orElse(0);
            memory.pinTriesLeft = Math.min(update.pinTryCounter(), limit);
        }
    }

    Bytes newDynamicNumber() {
        byte[] number = new byte[DYNAMIC_NUMBER_BYTES];
        random.nextBytes(number);
        return Bytes.of(number);
    }
}
