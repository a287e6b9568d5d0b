package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.CRC32;

/** Writes records: kind, version, fields of fixed length, CRC-32 of all that. */
final class RecordWriter {
    static final int PENDING_PURCHASE = 0x01;
    static final int PENDING_LOAD = 0x02;
    static final int PURCHASE = 0x11;
    static final int LOAD = 0x12;
    static final int VERSION = 1;
    static final int CHECKSUM_BYTES = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    RecordWriter(int kind) {
        out.write(kind);
        out.write(VERSION);
    }

    RecordWriter put(Bytes bytes) {
        out.writeBytes(bytes.toByteArray());
        return this;
    }

    RecordWriter purchase(PurchaseFacts facts) {
        return put(facts.serial().value())
                .put(Bytes.ofUnsigned(facts.type().code()))
                .put(CardNumber.bytes(facts.amount().getCurrencyUnit().getNumericCode(), 2))
                .put(CardNumber.amount(facts.amount().getAmountMinorLong()))
                .put(CardNumber.amount(facts.oldBalance().getAmountMinorLong()))
                .put(CardNumber.bytes(facts.offlineSequence(), 2))
                .put(facts.terminal().value())
                .put(CardNumber.bytes(facts.terminalSequence(), 4))
                .put(facts.time().toBytes())
                .put(Bytes.ofUnsigned(facts.keyVersion(), facts.algorithm()));
    }

    RecordWriter load(LoadFacts facts) {
        return put(facts.serial().value())
                .put(Bytes.ofUnsigned(facts.type().code()))
                .put(CardNumber.bytes(facts.amount().getCurrencyUnit().getNumericCode(), 2))
                .put(CardNumber.amount(facts.amount().getAmountMinorLong()))
                .put(CardNumber.amount(facts.oldBalance().getAmountMinorLong()))
                .put(CardNumber.bytes(facts.onlineSequence(), 2))
                .put(facts.terminal().value())
                .put(facts.terminalTime().toBytes())
                .put(Bytes.ofUnsigned(facts.keyVersion(), facts.algorithm()));
    }

    RecordWriter optionalTime(Optional<TransactionTime> time) {
        put(Bytes.ofUnsigned(time.isPresent() ? 1 : 0));
        time.ifPresent(known -> put(known.toBytes()));
        return this;
    }

    Bytes toBytes() {
        byte[] content = out.toByteArray();
        return Bytes.of(content).plus(checksum(content, content.length));
    }

    static Bytes checksum(byte[] content, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, length);
        return CardNumber.bytes(checksum.getValue(), CHECKSUM_BYTES);
    }
}
