package dev.solvo.emv.contactless.kernel8;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.crypto.CryptoException;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.List;

/**
 * Reads the records, those in clear (template 70) and those that travel under the agreed keys (tag DA). Book C-8, reading of
 * records.
 */
final class CardReading {
    private final Kernel8Transaction transaction;
    private final List<ApplicationFileLocator.Entry> entries;

    CardReading(Kernel8Transaction transaction, List<ApplicationFileLocator.Entry> entries) {
        this.transaction = transaction;
        this.entries = entries;
    }

    KernelStep begin() {
        return read(0, entries.get(0).firstRecord());
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
            store(body(exchange.response().data()), entry.isSigned(record));
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        } catch (CryptoException refused) {
            return transaction.conclusion().end(Level2.DECRYPTION_FAILED, 0, String.valueOf(refused.getMessage()));
        }
        if (record < entry.lastRecord()) {
            return read(index, record + 1);
        }
        return index + 1 < entries.size()
                ? read(index + 1, entries.get(index + 1).firstRecord())
                : new CryptogramRequest(transaction).begin();
    }

    private Bytes body(Bytes record) throws TlvException, CryptoException, EmvDataException {
        TlvReader reader = TlvReader.of(record);
        if (!reader.next() || reader.valueOffset() + reader.length() != record.length()) {
            throw new EmvDataException(EmvDataException.Reason.STRUCTURE, "a record is not exactly one object");
        }
        if (reader.tag() == EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE.value()) {
            return reader.value();
        }
        if (reader.tag() == Kernel8Tag.ENCIPHERED_RECORD.value()) {
            return transaction.channel().channel().decipherFromCard(reader.value());
        }
        throw new EmvDataException(
                EmvDataException.Reason.STRUCTURE, "a record is neither template 70 nor an enciphered one");
    }

    private void store(Bytes body, boolean signed) throws TlvException, EmvDataException {
        if (signed) {
            transaction.staticRecords.add(body);
        }
        TlvReader reader = TlvReader.of(body);
        while (reader.next()) {
            transaction.store(Tag.of(reader.tag()), reader.value(), transaction.data()::putFromRecord);
        }
    }
}
