package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.List;

/**
 * Reads the records that the file locator names, and keeps those that the card's certificate covers. Book C-2, S4.
 *
 * <p>NOTE: all records are read, whether or not CDA follows; which ones may be left out is not established.
 */
final class RecordReading {
    private static final int LAST_EMV_FILE = 10;

    private final Kernel2Transaction transaction;
    private final List<ApplicationFileLocator.Entry> entries;
    private final Kernel2Transaction.Following following;

    RecordReading(
            Kernel2Transaction transaction,
            List<ApplicationFileLocator.Entry> entries,
            Kernel2Transaction.Following following) {
        this.transaction = transaction;
        this.entries = entries;
        this.following = following;
    }

    KernelStep begin() throws EmvDataException {
        return entries.isEmpty() ? following.go() : read(0, entries.get(0).firstRecord());
    }

    private KernelStep read(int index, int record) {
        return transaction
                .session()
                .transmit(
                        ContactlessCommand.readRecord(entries.get(index).shortFileIdentifier(), record),
                        exchange -> answered(index, record, exchange));
    }

    private KernelStep answered(int index, int record, Exchange exchange) throws EmvDataException {
        if (!exchange.response().statusWord().isSuccess()) {
            return transaction.conclusion().unexpectedStatus("READ RECORD", exchange.response());
        }
        ApplicationFileLocator.Entry entry = entries.get(index);
        try {
            store(
                    entry.shortFileIdentifier(),
                    entry.isSigned(record),
                    exchange.response().data());
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
        if (record < entry.lastRecord()) {
            return read(index, record + 1);
        }
        return index + 1 < entries.size()
                ? read(index + 1, entries.get(index + 1).firstRecord())
                : following.go();
    }

    private void store(int file, boolean signed, Bytes record) throws TlvException, EmvDataException {
        boolean template =
                !record.isEmpty() && record.unsigned(0) == EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE.value();
        if (!template && file > LAST_EMV_FILE) {
            // A proprietary record is not searched for EMV data; signed, it makes authentication fail.
            transaction.unusableSignedRecord |= signed;
            return;
        }
        TlvReader reader = TlvReader.of(record);
        if (!template || !reader.next() || reader.valueOffset() + reader.length() != record.length()) {
            throw new EmvDataException(
                    EmvDataException.Reason.STRUCTURE,
                    EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE,
                    "a record of file " + file + " is not exactly one template");
        }
        if (signed) {
            transaction.signedRecords.add(file <= LAST_EMV_FILE ? reader.value() : record);
        }
        reader.enter();
        while (reader.next()) {
            transaction.store(Tag.of(reader.tag()), reader.value(), transaction.data()::putFromRecord);
        }
    }
}
