package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Bytes data;

    private SignedDynamicData(RecoveredBlock block) {
        this.block = block;
    }

    static SignedDynamicData recover(RsaPublicKey icc, Bytes signature) throws Refusal {
        return new SignedDynamicData(RecoveredBlock.recover(icc, signature, FORMAT));
    }

    void checkHash(Sha1 sha1, Bytes terminalDynamicData) throws Refusal {
        block.checkHash(sha1, block.unsigned(HASH_ALGORITHM), terminalDynamicData);
    }

    /** Longer data than the fields need are well formed: only the leftmost bytes are read. */
    Bytes iccDynamicData() throws Refusal {
        if (data == null) {
            int length = block.unsigned(LENGTH);
            if (length > block.length() - FRAME_LENGTH) {
                throw new Refusal(
                        OdaCheck.DYNAMIC_DATA_LENGTH, length + " bytes in room for " + (block.length() - FRAME_LENGTH));
            }
            data = block.slice(DATA, DATA + length);
        }
        return data;
    }

    Bytes iccDynamicNumber() throws Refusal {
        Bytes whole = iccDynamicData();
        return whole.slice(1, endOfNumber(whole));
    }

    /** Compares all eight bits and hands out the cryptogram that follows. */
    Bytes checkCryptogramInformationData(int inClear) throws Refusal {
        Bytes whole = iccDynamicData();
        int at = endOfNumber(whole);
        if (whole.length() - at < 1 + CRYPTOGRAM_LENGTH + Digests.SHA_1_LENGTH) {
            throw new Refusal(
                    OdaCheck.DYNAMIC_DATA_LENGTH, whole.length() + " bytes end before the hash of the transaction");
        }
        RecoveredBlock.expect(OdaCheck.CRYPTOGRAM_INFORMATION_DATA, whole.unsigned(at), inClear);
        return whole.slice(at + 1, at + 1 + CRYPTOGRAM_LENGTH);
    }

    /** To be called after {@link #checkCryptogramInformationData}, which has measured the data. */
    void checkTransactionDataHash(Sha1 sha1, Bytes transactionData) throws Refusal {
        int at = DATA + endOfNumber(iccDynamicData()) + 1 + CRYPTOGRAM_LENGTH;
        if (!block.isAt(at, sha1.of(transactionData))) {
            throw new Refusal(OdaCheck.TRANSACTION_DATA_HASH, "the signed hash is not that of the transaction data");
        }
    }

    private static int endOfNumber(Bytes whole) throws Refusal {
        if (whole.isEmpty()) {
            throw new Refusal(OdaCheck.DYNAMIC_DATA_LENGTH, "no ICC dynamic data");
        }
        int length = whole.unsigned(0);
        if (length < SHORTEST_NUMBER || length > LONGEST_NUMBER) {
            throw new Refusal(OdaCheck.DYNAMIC_NUMBER_LENGTH, length + " bytes; it has 2 to 8");
        }
        if (length > whole.length() - 1) {
            throw new Refusal(
                    OdaCheck.DYNAMIC_DATA_LENGTH, whole.length() + " bytes end inside the ICC dynamic number");
        }
        return 1 + length;
    }
}
