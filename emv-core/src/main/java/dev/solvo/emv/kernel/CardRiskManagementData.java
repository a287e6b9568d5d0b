package dev.solvo.emv.kernel;

import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

/** What goes to the card with GENERATE AC and what comes back. EMV 4.4 Book 3, 5.4, 9.2 and 10.8. */
final class CardRiskManagementData {
    private CardRiskManagementData() {}

    /** Fills CDOL1 or CDOL2, computing the TC hash value first where the list asks for it. */
    static Bytes fill(Transaction transaction, Tag cdol) throws EmvDataException {
        Bytes list = transaction.data().require(cdol);
        if (asksForHash(list)) {
            hash(transaction);
        }
        return transaction.data().fill(cdol, list, DataStore.MAX_DOL_DATA_LENGTH);
    }

    /** Stores the elements of an answer, in place of those of an earlier one. */
    static void store(Transaction transaction, ApplicationCryptogram cryptogram) throws EmvDataException {
        transaction.data().clearApplicationCryptogram();
        for (Map.Entry<Tag, Bytes> element : cryptogram.elements().entrySet()) {
            transaction.data().putFromGenerateAc(element.getKey(), element.getValue());
        }
    }

    private static boolean asksForHash(Bytes list) throws EmvDataException {
        // Without a byte 98 no list asks for it; whether this one is well formed is seen when it is filled.
        if (!contains(list, EmvTag.TRANSACTION_CERTIFICATE_HASH_VALUE.value())) {
            return false;
        }
        try {
            for (Dol.Entry entry : Dol.parse(list).entries()) {
                if (entry.tag().equals(EmvTag.TRANSACTION_CERTIFICATE_HASH_VALUE)) {
                    return true;
                }
            }
            return false;
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    private static boolean contains(Bytes list, int value) {
        for (int i = 0; i < list.length(); i++) {
            if (list.unsigned(i) == value) {
                return true;
            }
        }
        return false;
    }

    /** The hash over the data that the TDOL names. EMV 4.4 Book 3, 9.2.2. */
    private static void hash(Transaction transaction) throws EmvDataException {
        Optional<Bytes> list = transaction.get(EmvTag.TRANSACTION_CERTIFICATE_DATA_OBJECT_LIST);
        if (!list.isPresent()) {
            list = transaction.application().defaultTdol();
            if (list.isPresent()) {
                transaction.set(
                        Bit.DEFAULT_TDOL_USED,
                        "EMV 4.4 Book 3, 9.2.2",
                        () -> Inputs.of("98", "asked for", "card's TDOL 97", "absent"));
            }
        }
        Bytes data = list.isPresent()
                ? transaction
                        .data()
                        .fill(
                                EmvTag.TRANSACTION_CERTIFICATE_DATA_OBJECT_LIST,
                                list.get(),
                                DataStore.MAX_DOL_DATA_LENGTH)
                : Bytes.EMPTY;
        transaction.data().putApplication(EmvTag.TRANSACTION_CERTIFICATE_HASH_VALUE, sha1(data));
    }

    private static Bytes sha1(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-1").digest(data.toByteArray()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }
}
