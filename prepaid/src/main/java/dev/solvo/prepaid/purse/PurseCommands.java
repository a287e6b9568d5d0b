package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/** The commands of the purse. */
final class PurseCommands {
    static final int LOG_RECORDS = 10;

    private static final int LOAD = 0x00;
    private static final int PURCHASE = 0x01;
    private static final int COMPOUND_PURCHASE = 0x03;
    private static final int CACHE_FILE = 0xC8;
    private static final int LOG_FILE = 0xC4;
    private static final int PUBLIC_FILE = 0x95;

    private PurseCommands() {}

    static CommandApdu select(Bytes name) {
        return CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, name, CommandApdu.LE_ALL);
    }

    static CommandApdu readPublicData() {
        return CommandApdu.case2(0x00, 0xB0, PUBLIC_FILE, 0x00, PurseCard.PUBLIC_DATA_BYTES);
    }

    static CommandApdu getData(int tag) {
        return CommandApdu.case2(0x80, 0xCA, tag >> 8, tag & 0xFF, CommandApdu.LE_ALL);
    }

    /** Packed digits, an odd number of them filled up by F. */
    static CommandApdu verify(Pin pin) {
        byte[] digits = pin.toDigits(InsecureSecretKeyAccess.get());
        byte[] packed = new byte[(digits.length + 1) / 2];
        Arrays.fill(packed, (byte) 0xFF);
        for (int i = 0; i < digits.length; i++) {
            int shift = i % 2 == 0 ? 4 : 0;
            packed[i / 2] = (byte) (packed[i / 2] & ~(0x0F << shift) | digits[i] << shift);
        }
        try {
            return CommandApdu.case3(0x00, 0x20, 0x00, 0x00, Bytes.of(packed));
        } finally {
            Arrays.fill(digits, (byte) 0);
            Arrays.fill(packed, (byte) 0);
        }
    }

    static CommandApdu getBalance(PurseAccount account) {
        return CommandApdu.case2(0x80, 0x5C, 0x00, account.code(), 4);
    }

    static CommandApdu readLog(int number) {
        return CommandApdu.case2(0x00, 0xB2, number, LOG_FILE, LogRecord.LENGTH_BYTES);
    }

    static CommandApdu initializeLoad(PurseSettings settings, PurseAccount account, long minor) {
        return CommandApdu.case4(0x80, 0x50, LOAD, account.code(), beginning(settings, minor), 16);
    }

    static CommandApdu creditForLoad(LoadAnswer.Authorised answer) {
        return CommandApdu.case4(0x80, 0x52, 0x00, 0x00, answer.time().toBytes().plus(answer.mac2()), 4);
    }

    static CommandApdu initializePurchase(PurseSettings settings, PurseTransactionType type, long minor) {
        int p1 = type == PurseTransactionType.COMPOUND_PURCHASE ? COMPOUND_PURCHASE : PURCHASE;
        return CommandApdu.case4(0x80, 0x50, p1, type.account().code(), beginning(settings, minor), 15);
    }

    static CommandApdu updateCache(CompoundRecord record) {
        return CommandApdu.case3(0x80, 0xDC, record.tag(), CACHE_FILE, record.data());
    }

    static CommandApdu debitForPurchase(PsamAnswer.Proved proof, TransactionTime time) {
        Bytes data = Bytes.concat(CardNumber.bytes(proof.terminalSequence(), 4), time.toBytes(), proof.mac1());
        return CommandApdu.case4(0x80, 0x54, 0x01, 0x00, data, 8);
    }

    static CommandApdu getTransactionProve(PurseTransactionType type, int sequence) {
        return CommandApdu.case4(0x80, 0x5A, 0x00, type.code(), CardNumber.bytes(sequence, 2), 8);
    }

    private static Bytes beginning(PurseSettings settings, long minor) {
        return Bytes.concat(
                Bytes.ofUnsigned(settings.keyIndex()),
                CardNumber.amount(minor),
                settings.terminal().value());
    }
}
