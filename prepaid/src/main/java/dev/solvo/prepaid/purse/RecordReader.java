package dev.solvo.prepaid.purse;

import dev.solvo.prepaid.purse.PurseException.Reason;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Reads what {@link RecordWriter} wrote, from bytes that nobody vouches for. */
final class RecordReader {
    private static final int MIN_BYTES = 2 + RecordWriter.CHECKSUM_BYTES;

    private final Bytes content;
    private int at = 2;

    private RecordReader(Bytes content) {
        this.content = content;
    }

    static RecordReader open(Bytes bytes) throws PurseException {
        if (bytes.length() < MIN_BYTES) {
            throw new PurseException(
                    Reason.LENGTH, "a record has " + MIN_BYTES + " bytes or more, not " + bytes.length());
        }
        int end = bytes.length() - RecordWriter.CHECKSUM_BYTES;
        if (!RecordWriter.checksum(bytes.toByteArray(), end).equals(bytes.slice(end))) {
            throw new PurseException(Reason.CHECKSUM, "the record was cut or changed");
        }
        if (bytes.unsigned(1) != RecordWriter.VERSION) {
            throw new PurseException(
                    Reason.UNSUPPORTED, "expected version " + RecordWriter.VERSION + ", found " + bytes.unsigned(1));
        }
        return new RecordReader(bytes.slice(0, end));
    }

    int kind() {
        return content.unsigned(0);
    }

    PurseException otherKind() {
        return new PurseException(Reason.UNSUPPORTED, "the record is of another kind: " + kind());
    }

    Bytes take(int length) throws PurseException {
        if (length > content.length() - at) {
            throw new PurseException(
                    Reason.LENGTH,
                    "expected " + length + " bytes at offset " + at + ", found " + (content.length() - at));
        }
        at += length;
        return content.slice(at - length, at);
    }

    void end() throws PurseException {
        if (at != content.length()) {
            throw new PurseException(Reason.LENGTH, (content.length() - at) + " bytes are left at offset " + at);
        }
    }

    PurchaseFacts purchase() throws PurseException {
        ApplicationSerial serial = new ApplicationSerial(take(ApplicationSerial.LENGTH_BYTES));
        PurseTransactionType type = PurseTransactionType.of(number(1));
        CurrencyUnit currency = currency();
        Money amount = money(currency);
        Money oldBalance = money(currency);
        int sequence = number(2);
        TerminalNumber terminal = new TerminalNumber(take(TerminalNumber.LENGTH_BYTES));
        long terminalSequence = take(4).toUnsignedLong();
        TransactionTime time = time();
        int keyVersion = number(1);
        int algorithm = number(1);
        try {
            return new PurchaseFacts(
                    serial,
                    type,
                    amount,
                    oldBalance,
                    sequence,
                    terminal,
                    terminalSequence,
                    time,
                    keyVersion,
                    algorithm);
        } catch (IllegalArgumentException e) {
            throw new PurseException(Reason.FORMAT, "there is no such purchase");
        }
    }

    LoadFacts load() throws PurseException {
        ApplicationSerial serial = new ApplicationSerial(take(ApplicationSerial.LENGTH_BYTES));
        PurseTransactionType type = PurseTransactionType.of(number(1));
        CurrencyUnit currency = currency();
        Money amount = money(currency);
        Money oldBalance = money(currency);
        int sequence = number(2);
        TerminalNumber terminal = new TerminalNumber(take(TerminalNumber.LENGTH_BYTES));
        TransactionTime terminalTime = time();
        int keyVersion = number(1);
        int algorithm = number(1);
        try {
            return new LoadFacts(
                    serial, type, amount, oldBalance, sequence, terminal, terminalTime, keyVersion, algorithm);
        } catch (IllegalArgumentException e) {
            throw new PurseException(Reason.FORMAT, "there is no such load");
        }
    }

    TransactionTime time() throws PurseException {
        return TransactionTime.parse(take(TransactionTime.LENGTH_BYTES));
    }

    Optional<TransactionTime> optionalTime() throws PurseException {
        int present = number(1);
        if (present > 1) {
            throw new PurseException(Reason.FORMAT, "expected 0 or 1 at offset " + (at - 1));
        }
        return present == 1 ? Optional.of(time()) : Optional.empty();
    }

    private int number(int length) throws PurseException {
        return (int) take(length).toUnsignedLong();
    }

    private CurrencyUnit currency() throws PurseException {
        int code = number(2);
        try {
            return CurrencyUnit.ofNumericCode(code);
        } catch (IllegalCurrencyException e) {
            throw new PurseException(Reason.UNSUPPORTED, "no currency has the number " + code);
        }
    }

    private Money money(CurrencyUnit currency) throws PurseException {
        return Money.ofMinor(currency, take(4).toUnsignedLong());
    }
}
