package dev.solvo.emv.contactless;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.List;

/**
 * Reads the records that an application file locator names, stores their elements and keeps those that the card's certificate
 * covers. EMV 4.4 Book 3, 10.2.
 *
 * <p>A record that is not exactly one template 70 (files 1 to 10) is data that cannot be used: the session ends as {@link
 * KernelSession#onDataError} says. So does a status word other than 9000, unless the kernel says what follows it. Reading is bounded
 * by the locator.
 */
public final class RecordReading {
    /** Files 1 to 10 belong to EMV: their records are always template 70. EMV 4.4 Book 3, 5.3.2.2. */
    private static final int LAST_EMV_FILE = 10;

    /** How a kernel stores an element of a record. */
    @FunctionalInterface
    public interface ElementStore {
        /**
         * Stores an element.
         *
         * @param tag its tag
         * @param value its value
         * @throws EmvDataException if the element must not stand there
         */
        void put(Tag tag, Bytes value) throws EmvDataException;
    }

    /** How a kernel goes on when a record is answered with a status word other than 9000. */
    @FunctionalInterface
    public interface AfterRefusal {
        /**
         * Goes on.
         *
         * @param response what the card answered
         * @return the next step
         * @throws EmvDataException if the session is to end as for data that cannot be used
         */
        KernelStep go(ResponseApdu response) throws EmvDataException;
    }

    private final KernelSession session;
    private final ElementStore elements;
    private final AfterRefusal refusal;
    private final SignedRecords signed = new SignedRecords();

    /**
     * Nothing is read yet. Elements go into the session's store; a status word other than 9000 is data that cannot be used.
     *
     * @param session the activation
     */
    public RecordReading(KernelSession session) {
        this(session, session.data()::putFromRecord, response -> {
            throw new EmvDataException(Reason.STRUCTURE, "READ RECORD was answered with " + response.statusWord());
        });
    }

    /**
     * Nothing is read yet.
     *
     * @param session the activation
     * @param elements how an element is stored
     * @param refusal how to go on after a status word other than 9000
     */
    public RecordReading(KernelSession session, ElementStore elements, AfterRefusal refusal) {
        this.session = session;
        this.elements = elements;
        this.refusal = refusal;
    }

    /**
     * The records that the card's certificate covers, as far as they are read.
     *
     * @return the records
     */
    public SignedRecords signedRecords() {
        return signed;
    }

    /**
     * Reads all records.
     *
     * @param locator tag 94
     * @param then goes on
     * @return the first step
     * @throws EmvDataException if going on fails for a locator without entries
     */
    public KernelStep readAll(ApplicationFileLocator locator, KernelSession.Continuation then) throws EmvDataException {
        return readAll(locator.entries(), then);
    }

    /**
     * Reads the records of some entries of a locator.
     *
     * @param entries which records, in this order
     * @param then goes on
     * @return the first step
     * @throws EmvDataException if going on fails where there are no entries
     */
    public KernelStep readAll(List<ApplicationFileLocator.Entry> entries, KernelSession.Continuation then)
            throws EmvDataException {
        return entries.isEmpty() ? then.go() : read(entries, 0, entries.get(0).firstRecord(), then);
    }

    private KernelStep read(
            List<ApplicationFileLocator.Entry> entries, int index, int record, KernelSession.Continuation then) {
        return session.transmit(
                ContactlessCommand.readRecord(entries.get(index).shortFileIdentifier(), record),
                exchange -> answered(entries, index, record, exchange, then));
    }

    private KernelStep answered(
            List<ApplicationFileLocator.Entry> entries,
            int index,
            int record,
            Exchange exchange,
            KernelSession.Continuation then)
            throws EmvDataException {
        if (!exchange.response().statusWord().isSuccess()) {
            return refusal.go(exchange.response());
        }
        ApplicationFileLocator.Entry entry = entries.get(index);
        store(
                entry.shortFileIdentifier(),
                entry.isSigned(record),
                exchange.response().data());
        if (record < entry.lastRecord()) {
            return read(entries, index, record + 1, then);
        }
        return index + 1 < entries.size()
                ? read(entries, index + 1, entries.get(index + 1).firstRecord(), then)
                : then.go();
    }

    /**
     * Stores one record, for kernels that read for themselves.
     *
     * @param file short file identifier, 1 to 30
     * @param isSigned whether the card's certificate covers the record
     * @param record the data of the answer to READ RECORD
     * @throws EmvDataException if the record is malformed, or holds an element that was supplied before
     */
    public void store(int file, boolean isSigned, Bytes record) throws EmvDataException {
        boolean template =
                !record.isEmpty() && record.unsigned(0) == EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE.value();
        if (!template && file > LAST_EMV_FILE) {
            // A proprietary record is not searched for EMV data; signed, it makes authentication fail.
            if (isSigned) {
                signed.addProprietaryRecord();
            }
            return;
        }
        try {
            TlvReader reader = TlvReader.of(record);
            if (!template || !reader.next() || reader.valueOffset() + reader.length() != record.length()) {
                throw new EmvDataException(
                        Reason.STRUCTURE,
                        EmvTag.READ_RECORD_RESPONSE_MESSAGE_TEMPLATE,
                        "a record of file " + file + " is not exactly one template");
            }
            if (isSigned) {
                signed.add(file <= LAST_EMV_FILE ? reader.value() : record);
            }
            reader.enter();
            while (reader.next()) {
                elements.put(Tag.of(reader.tag()), reader.value());
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }
}
