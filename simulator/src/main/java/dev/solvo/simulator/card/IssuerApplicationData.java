package dev.solvo.simulator.card;

import dev.solvo.simulator.card.ApplicationImage.Cryptogram;
import dev.solvo.simulator.card.ContactlessImage.IssuerDataForm;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * Tag 9F10 in the form of a scheme: key index, cryptogram version number and card verification results.
 *
 * <p>The bits are those that the schemes' public descriptions agree on; bits for functions that this card does not have
 * stay 0.
 */
final class IssuerApplicationData {
    private static final int WALLET_REST_BYTES = 27;

    private IssuerApplicationData() {}

    static Bytes of(
            ApplicationImage image, ApplicationMemory memory, TransactionState transaction, CardRiskManagement risk) {
        Cryptogram cryptogram = image.cryptogram();
        Optional<IssuerDataForm> form = image.contactless().map(ContactlessImage::form);
        if (form.equals(Optional.of(IssuerDataForm.WALLET))) {
            return wallet(transaction);
        }
        if (form.equals(Optional.of(IssuerDataForm.UNIONPAY))) {
            return unionPay(cryptogram, memory, transaction, risk);
        }
        int key = cryptogram.derivationKeyIndex();
        return switch (cryptogram.version()) {
            case VISA_10 -> Bytes.ofUnsigned(0x06, key, 0x0A).plus(visaResults(memory, transaction, risk));
            case VISA_18 -> Bytes.ofUnsigned(0x06, key, 0x12).plus(visaResults(memory, transaction, risk));
            case VISA_22 ->
                Bytes.concat(
                        Bytes.ofUnsigned(0x1F, 0x22, key), visaResults(memory, transaction, risk), Bytes.repeat(0, 25));
            case MCHIP_10 -> mchip(0x10, key, memory, transaction, risk);
            case MCHIP_11 -> mchip(0x11, key, memory, transaction, risk);
            case MCHIP_14 -> mchip(0x14, key, memory, transaction, risk);
            case MCHIP_15 -> mchip(0x15, key, memory, transaction, risk);
            case COMMON_CORE_5 ->
                Bytes.concat(
                        Bytes.ofUnsigned(0x0F, 0xA5, key),
                        commonCoreResults(memory, transaction, risk),
                        Bytes.repeat(0, 8),
                        Bytes.ofUnsigned(0x0F),
                        Bytes.repeat(0, 15));
        };
    }

    /**
     * The length, the first bytes and the place of the cryptogram's kind as recorded of a phone; what stands in the rest is
     * not public, so it is 0 here.
     */
    private static Bytes wallet(TransactionState transaction) {
        return Bytes.concat(
                Bytes.ofUnsigned(0x1F, 0x4A, 0x63, 0x31, types(transaction)), Bytes.repeat(0, WALLET_REST_BYTES));
    }

    /** Version 01 and algorithm 01 as on a recorded test card; results as Visa's, which they are like. */
    private static Bytes unionPay(
            Cryptogram cryptogram, ApplicationMemory memory, TransactionState now, CardRiskManagement risk) {
        return Bytes.concat(
                Bytes.ofUnsigned(0x07, cryptogram.derivationKeyIndex(), 0x01),
                visaResults(memory, now, risk),
                Bytes.ofUnsigned(0x01));
    }

    private static Bytes mchip(
            int version, int key, ApplicationMemory memory, TransactionState now, CardRiskManagement risk) {
        return Bytes.concat(
                Bytes.ofUnsigned(key, version),
                mchipResults(memory, now, risk),
                dynamicNumber(now),
                Bytes.repeat(0, 8));
    }

    /** EMV 4.4 Book 3, Annex C8.3. */
    private static Bytes commonCoreResults(ApplicationMemory memory, TransactionState now, CardRiskManagement risk) {
        return Bytes.ofUnsigned(
                types(now)
                        | bit(now.firstSigned, 0x08)
                        | bit(now.dynamicDataSigned, 0x04)
                        | bit(now.issuerAuthenticationFailed, 0x01),
                (memory.pinTriesLeft & 0x0F) << 4
                        | bit(now.pinTried, 0x08)
                        | bit(now.pinTried && !now.pinRight, 0x04)
                        | bit(now.pinBlockedSeen, 0x02)
                        | bit(memory.previousIncomplete, 0x01),
                bit(risk.overLower(), 0x80) | bit(risk.overUpper(), 0x40),
                Math.min(memory.scriptsDone, 15) << 4 | bit(memory.scriptFailed, 0x08),
                0x00);
    }

    private static Bytes visaResults(ApplicationMemory memory, TransactionState now, CardRiskManagement risk) {
        int second = types(now)
                | bit(now.issuerAuthenticationFailed, 0x08)
                | bit(now.pinTried, 0x04)
                | bit(now.pinTried && !now.pinRight, 0x02)
                | bit(now.unableToGoOnline, 0x01);
        int third = bit(memory.previousIncomplete, 0x80)
                | bit(now.pinBlockedSeen, 0x40)
                | bit(risk.overLower(), 0x20)
                | bit(memory.lastOnlineCounter == 0, 0x10)
                | bit(memory.issuerAuthenticationFailed, 0x08);
        int fourth = Math.min(memory.scriptsDone, 15) << 4 | bit(memory.scriptFailed, 0x08);
        return Bytes.ofUnsigned(0x03, second, third, fourth | bit(now.dynamicDataSigned || now.firstSigned, 0x02));
    }

    private static Bytes mchipResults(ApplicationMemory memory, TransactionState now, CardRiskManagement risk) {
        return Bytes.ofUnsigned(
                types(now)
                        | bit(now.pinTried, 0x04)
                        | bit(now.pinTried && now.pinEnciphered, 0x02)
                        | bit(now.pinRight, 0x01),
                bit(now.dynamicDataSigned, 0x80)
                        | bit(now.firstSigned, 0x40)
                        | bit(now.secondSigned, 0x20)
                        | bit(now.issuerAuthenticated, 0x10),
                Math.min(memory.scriptsDone, 15) << 4 | memory.pinTriesLeft & 0x0F,
                bit(now.unableToGoOnline, 0x40)
                        | bit(!now.pinTried, 0x20)
                        | bit(now.pinTried && !now.pinRight, 0x10)
                        | bit(now.pinBlockedSeen, 0x08),
                bit(risk.overLower(), 0x80)
                        | bit(risk.overUpper(), 0x40)
                        | bit(memory.issuerAuthenticationFailed, 0x04)
                        | bit(memory.scriptsDone > 0, 0x02)
                        | bit(memory.scriptFailed, 0x01),
                0x00);
    }

    /** Bits 8-7: second cryptogram, 10 for none yet; bits 6-5: first. Here ARQC is 10, TC 01, AAC 00. */
    private static int types(TransactionState now) {
        return now.second.map(CryptogramType::code).orElse(0x80)
                | now.first.map(CryptogramType::code).orElse(0) >> 2;
    }

    private static Bytes dynamicNumber(TransactionState now) {
        return Optional.of(now.dynamicNumber)
                .filter(number -> number.length() >= 2)
                .map(number -> number.slice(0, 2))
                .orElse(Bytes.repeat(0, 2));
    }

    private static int bit(boolean condition, int mask) {
        return condition ? mask : 0;
    }
}
