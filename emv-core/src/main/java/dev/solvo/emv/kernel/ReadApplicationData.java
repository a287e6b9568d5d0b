package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.List;
import java.util.Optional;

/** Reads the records that the application file locator names. EMV 4.4 Book 3, 10.2. */
final class ReadApplicationData implements TransactionFunction {
    /** Data elements that every card must give. EMV 4.4 Book 3, 7.2. */
    private static final List<Tag> MANDATORY = List.of(
            EmvTag.APPLICATION_EXPIRATION_DATE,
            EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
            EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1,
            EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2);

    /** Files 1 to 10 belong to EMV: their records are always template 70. EMV 4.4 Book 3, 5.3.2.2 and 6.5.11.4. */
    private static final int LAST_EMV_FILE = 10;

    /** One cursor for all records. */
    private final TlvReader reader = TlvReader.of(Bytes.EMPTY);

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        transaction.staticData.clear();
        List<ApplicationFileLocator.Entry> entries = transaction.afl.get().entries();
        return read(transaction, entries, 0, entries.get(0).firstRecord());
    }

    private Next read(Transaction transaction, List<ApplicationFileLocator.Entry> entries, int index, int record)
            throws EmvDataException {
        ApplicationFileLocator.Entry entry = entries.get(index);
        return Next.send(
                CardCommand.readRecord(entry.shortFileIdentifier(), record),
                response -> answered(transaction, entries, index, record, response));
    }

    private Next answered(
            Transaction transaction,
            List<ApplicationFileLocator.Entry> entries,
            int index,
            int record,
            ResponseApdu response)
            throws EmvDataException {
        if (!response.statusWord().isSuccess()) {
            return Next.unexpectedStatus("READ RECORD", response);
        }
        ApplicationFileLocator.Entry entry = entries.get(index);
        try {
            store(transaction, entry.shortFileIdentifier(), entry.isSigned(record), response.data());
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        if (record < entry.lastRecord()) {
            return read(transaction, entries, index, record + 1);
        }
        if (index + 1 < entries.size()) {
            return read(transaction, entries, index + 1, entries.get(index + 1).firstRecord());
        }
        return allRead(transaction);
    }

    private void store(Transaction transaction, int file, boolean signed, Bytes record)
            throws TlvException, EmvDataException {
        boolean template =
                !record.isEmpty() && record.unsigned(0) == EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE.value();
        if (!template && file > LAST_EMV_FILE) {
            // A proprietary record is not searched for EMV data; signed, it makes authentication fail.
            if (signed) {
                transaction.staticData.addProprietaryRecord();
            }
            return;
        }
        reader.reset(record);
        if (!template || !reader.next() || reader.valueOffset() + reader.length() != record.length()) {
            throw new EmvDataException(
                    EmvDataException.Reason.STRUCTURE,
                    EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE,
                    "a record of file " + file + " is not exactly one template");
        }
        if (signed) {
            transaction.staticData.add(file <= LAST_EMV_FILE ? reader.value() : record);
        }
        reader.enter();
        while (reader.next()) {
            transaction.data().putFromRecord(Tag.of(reader.tag()), reader.value());
        }
    }

    private static Next allRead(Transaction transaction) throws EmvDataException {
        for (Tag tag : MANDATORY) {
            if (!transaction.data().origin(tag).equals(Optional.of(DataStore.Origin.RECORD))) {
                throw new EmvDataException(EmvDataException.Reason.MISSING, tag, "not in the records");
            }
        }
        transaction.pan();
        transaction.applicationDataRead = true;
        return Next.proceed();
    }
}
