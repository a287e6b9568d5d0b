package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;

/**
 * A recovered signature of DDA or CDA. EMV 4.4 Book 2, 6.5.2 and 6.6.2.
 *
 * <pre>
 * 6A | 05 | hash algorithm 1 | length L 1 | ICC dynamic data L | BB filling | hash 20 | BC
 *
 * ICC dynamic data: length 1 | ICC dynamic number 2-8
 *         | for CDA: CID 1 | AC 8 | transaction data hash 20 | what a payment system adds
 * </pre>
 */
final class SignedDynamicData {
    static final int FORMAT = 0x05;
    static final int SHORTEST_NUMBER = 2;
    static final int LONGEST_NUMBER = 8;
    static final int CRYPTOGRAM_LENGTH = 8;

    private static final int HASH_ALGORITHM = 2;
    private static final int LENGTH = 3;
    private static final int DATA = 4;

    /** Bytes of the block that are not ICC dynamic data: four before, hash and trailer after. */
    static final int FRAME_LENGTH = DATA + Digests.SHA_1_LENGTH + 1;

    private final RecoveredBlock block;

    private SignedDynamicData(RecoveredBlock block) {
        this.block = block;
    }

    static SignedDynamicData recover(RsaPublicKey icc, Bytes signature) throws Refusal {
        return new SignedDynamicData(RecoveredBlock.recover(icc, signature, FORMAT));
    }

    void checkHash(Bytes terminalDynamicData) throws Refusal {
        block.checkHash(block.unsigned(HASH_ALGORITHM), terminalDynamicData);
    }

    /** Longer data than the fields need are well formed: only the leftmost bytes are read. */
    Bytes iccDynamicData() throws Refusal {
        int length = block.unsigned(LENGTH);
        if (length > block.length() - FRAME_LENGTH) {
            throw new Refusal(
                    OdaCheck.DYNAMIC_DATA_LENGTH, length + " bytes in room for " + (block.length() - FRAME_LENGTH));
        }
        return block.slice(DATA, DATA + length);
    }

    Bytes iccDynamicNumber() throws Refusal {
        Bytes data = iccDynamicData();
        return data.slice(1, endOfNumber(data));
    }

    /** Compares all eight bits and hands out the cryptogram that follows. */
    Bytes checkCryptogramInformationData(int inClear) throws Refusal {
        Bytes data = iccDynamicData();
        int at = endOfNumber(data);
        if (data.length() - at < 1 + CRYPTOGRAM_LENGTH + Digests.SHA_1_LENGTH) {
            throw new Refusal(
                    OdaCheck.DYNAMIC_DATA_LENGTH, data.length() + " bytes end before the hash of the transaction");
        }
        RecoveredBlock.expect(OdaCheck.CRYPTOGRAM_INFORMATION_DATA, data.unsigned(at), inClear);
        return data.slice(at + 1, at + 1 + CRYPTOGRAM_LENGTH);
    }

    /** To be called after {@link #checkCryptogramInformationData}, which has measured the data. */
    void checkTransactionDataHash(Bytes transactionData) throws Refusal {
        Bytes data = iccDynamicData();
        int at = endOfNumber(data) + 1 + CRYPTOGRAM_LENGTH;
        MessageDigest sha1 = Digests.sha1();
        Bytes expected = Bytes.of(sha1.digest(transactionData.toByteArray()));
        if (!expected.equals(data.slice(at, at + Digests.SHA_1_LENGTH))) {
            throw new Refusal(OdaCheck.TRANSACTION_DATA_HASH, "the signed hash is not that of the transaction data");
        }
    }

    private static int endOfNumber(Bytes data) throws Refusal {
        if (data.isEmpty()) {
            throw new Refusal(OdaCheck.DYNAMIC_DATA_LENGTH, "no ICC dynamic data");
        }
        int length = data.unsigned(0);
        if (length < SHORTEST_NUMBER || length > LONGEST_NUMBER) {
            throw new Refusal(OdaCheck.DYNAMIC_NUMBER_LENGTH, length + " bytes; it has 2 to 8");
        }
        if (length > data.length() - 1) {
            throw new Refusal(OdaCheck.DYNAMIC_DATA_LENGTH, data.length() + " bytes end inside the ICC dynamic number");
        }
        return 1 + length;
    }
}
