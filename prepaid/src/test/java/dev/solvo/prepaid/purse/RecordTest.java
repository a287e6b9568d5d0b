package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept and uploaded, from bytes that nobody vouches for. */
final class RecordTest {
    static final ApplicationSerial SERIAL = new ApplicationSerial(Bytes.fromHex("99990000000000000001"));
    static final TransactionTime TIME = new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0, 1));
    static final PurchaseFacts PURCHASE = new PurchaseFacts(
            SERIAL,
            PurseTransactionType.PURSE_PURCHASE,
            PurseBench.yuan(300),
            PurseBench.yuan(1000),
            7,
            PurseBench.TERMINAL,
            0x01020304,
            TIME,
            1,
            0);
    static final LoadFacts LOAD = new LoadFacts(
            SERIAL,
            PurseTransactionType.PURSE_LOAD,
            PurseBench.yuan(500),
            PurseBench.yuan(1000),
            5,
            PurseBench.TERMINAL,
            new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0, 0)),
            1,
            0);
    private static final Bytes TAC = Bytes.fromHex("DEADBEEF");

    @Test
    void exactBytes() {
        assertEquals(
                "1101" + "99990000000000000001" + "06" + "009C" + "0000012C" + "000003E8" + "0007" + "112233445566"
                        + "01020304" + "20261130120001" + "0100" + "DEADBEEF",
                withoutChecksum(new PurchaseRecord(PURCHASE, TAC).toBytes()));
        assertEquals(
                "1201" + "99990000000000000001" + "02" + "009C" + "000001F4" + "000003E8" + "0005" + "112233445566"
                        + "20261130120000" + "0100" + "20261130120001" + "DEADBEEF",
                withoutChecksum(new LoadRecord(LOAD, TIME, TAC).toBytes()));
        assertEquals(
                "0101" + "99990000000000000001" + "06" + "009C" + "0000012C" + "000003E8" + "0007" + "112233445566"
                        + "01020304" + "20261130120001" + "0100",
                withoutChecksum(new PendingPurchase(PURCHASE).toBytes()));
        assertEquals(
                "0201" + "99990000000000000001" + "02" + "009C" + "000001F4" + "000003E8" + "0005" + "112233445566"
                        + "20261130120000" + "0100" + "00",
                withoutChecksum(new PendingLoad(LOAD, Optional.empty()).toBytes()));
    }

    @Test
    void everythingComesBack() throws Exception {
        PurchaseRecord purchase = new PurchaseRecord(PURCHASE, TAC);
        LoadRecord load = new LoadRecord(LOAD, TIME, TAC);
        assertEquals(purchase, PurchaseRecord.parse(purchase.toBytes()));
        assertEquals(load, LoadRecord.parse(load.toBytes()));
        for (PendingTransaction pending : new PendingTransaction[] {
            new PendingPurchase(PURCHASE),
            new PendingLoad(LOAD, Optional.empty()),
            new PendingLoad(LOAD, Optional.of(TIME))
        }) {
            assertEquals(pending, PendingTransaction.parse(pending.toBytes()));
            assertEquals(SERIAL, pending.serial());
        }
    }

    @Test
    void cutOrChangedAnywhere_isRefused() {
        Bytes[] whole = {
            new PurchaseRecord(PURCHASE, TAC).toBytes(),
            new LoadRecord(LOAD, TIME, TAC).toBytes(),
            new PendingPurchase(PURCHASE).toBytes(),
            new PendingLoad(LOAD, Optional.of(TIME)).toBytes()
        };
        for (Bytes bytes : whole) {
            for (int length = 0; length < bytes.length(); length++) {
                refusedByAll(bytes.slice(0, length));
            }
            refusedByAll(bytes.plus(Bytes.ofUnsigned(0)));
            for (int at = 0; at < bytes.length(); at++) {
                byte[] changed = bytes.toByteArray();
                changed[at] ^= 0x10;
                refusedByAll(Bytes.of(changed));
            }
        }
    }

    private static void refusedByAll(Bytes bytes) {
        assertThrows(PurseException.class, () -> PurchaseRecord.parse(bytes));
        assertThrows(PurseException.class, () -> LoadRecord.parse(bytes));
        assertThrows(PurseException.class, () -> PendingTransaction.parse(bytes));
    }

    /** With a right checksum, so that the fields themselves are read. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "other version,       1, 02,       UNSUPPORTED",
        "other kind,          0, 12,       UNSUPPORTED",
        "a load's type,       12, 02,      FORMAT",
        "no type,             12, 0A,      UNSUPPORTED",
        "no currency,         13, 270E,    UNSUPPORTED",
        "more than it held,   15, 000003E9, FORMAT",
        "last number,         23, FFFF,    FORMAT",
        "digit above nine,    35, 2A,      FORMAT",
        "month thirteen,      37, 13,      FORMAT",
        "second sixty,        41, 60,      FORMAT",
    })
    void wrongFields(String name, int at, String hex, PurseException.Reason reason) {
        byte[] bytes = new PurchaseRecord(PURCHASE, TAC).toBytes().toByteArray();
        Bytes.fromHex(hex).copyTo(bytes, at);
        PurseException fault =
                assertThrows(PurseException.class, () -> PurchaseRecord.parse(withChecksum(bytes, bytes.length - 4)));
        assertEquals(reason, fault.reason());
    }

    @Test
    void moreOrLessThanAllFields_isRefused() {
        byte[] bytes = new PurchaseRecord(PURCHASE, TAC).toBytes().toByteArray();
        assertEquals(
                PurseException.Reason.LENGTH,
                assertThrows(PurseException.class, () -> PurchaseRecord.parse(withChecksum(bytes, bytes.length - 5)))
                        .reason());
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        assertEquals(
                PurseException.Reason.LENGTH,
                assertThrows(PurseException.class, () -> PurchaseRecord.parse(withChecksum(more, more.length - 4)))
                        .reason());
    }

    @Property(tries = 300)
    void everyPurchaseComesBack(@ForAll("purchases") PurchaseFacts facts, @ForAll int code) throws Exception {
        PurchaseRecord record = new PurchaseRecord(facts, CardNumber.bytes(code, 4));
        assertEquals(record, PurchaseRecord.parse(record.toBytes()));
        PendingPurchase pending = new PendingPurchase(facts);
        assertEquals(pending, PendingTransaction.parse(pending.toBytes()));
    }

    @Provide
    Arbitrary<PurchaseFacts> purchases() {
        Arbitrary<Long> amounts = Arbitraries.longs().between(0, 0xFFFF_FFFFL);
        return Combinators.combine(
                        Arbitraries.of(
                                PurseTransactionType.PURSE_PURCHASE,
                                PurseTransactionType.PASSBOOK_PURCHASE,
                                PurseTransactionType.COMPOUND_PURCHASE),
                        amounts,
                        amounts,
                        Arbitraries.integers().between(0, 65534),
                        amounts,
                        Arbitraries.longs().between(0, 4_000_000_000L))
                .as((type, one, other, sequence, terminal, seconds) -> new PurchaseFacts(
                        SERIAL,
                        type,
                        PurseBench.yuan(Math.min(one, other)),
                        PurseBench.yuan(Math.max(one, other)),
                        sequence,
                        PurseBench.TERMINAL,
                        terminal,
                        new TransactionTime(LocalDateTime.of(1990, 1, 1, 0, 0).plusSeconds(seconds)),
                        sequence & 0xFF,
                        0));
    }

    /** A line of the log is ours if type, amount, terminal and second are. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the same,       06, 0000012C, 112233445566, 20261130120001, true",
        "other type,     09, 0000012C, 112233445566, 20261130120001, false",
        "other amount,   06, 0000012D, 112233445566, 20261130120001, false",
        "other terminal, 06, 0000012C, 112233445567, 20261130120001, false",
        "other second,   06, 0000012C, 112233445566, 20261130120002, false",
    })
    void lineOfTheLog(String name, String type, String amount, String terminal, String time, boolean ours)
            throws Exception {
        Bytes line = Bytes.fromHex("0007" + "000000" + amount + type + terminal + time);
        assertEquals(ours, LogRecord.parse(line, PurseBench.CNY).isOf(PURCHASE));
    }

    @Test
    void nothingOfTheCardIsPrinted() {
        String text = new PurchaseRecord(PURCHASE, TAC).toString() + new PendingPurchase(PURCHASE);
        assertFalse(text.contains("9999000000"), text);
        assertFalse(text.contains("DEADBEEF"), text);
    }

    @Test
    void misuseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PurchaseRecord(PURCHASE, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> new LoadRecord(LOAD, TIME, Bytes.repeat(0, 8)));
        assertThrows(IllegalArgumentException.class, () -> new ApplicationSerial(Bytes.repeat(0, 8)));
        assertThrows(IllegalArgumentException.class, () -> new TerminalNumber(Bytes.repeat(0, 5)));
        assertThrows(IllegalArgumentException.class, () -> new CompoundRecord(0, TAC));
        assertThrows(IllegalArgumentException.class, () -> new CompoundRecord(1, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> new TransactionTime(LocalDateTime.of(10_000, 1, 1, 0, 0)));
    }

    private static String withoutChecksum(Bytes bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.toByteArray(), 0, bytes.length() - 4);
        assertEquals(checksum.getValue(), bytes.slice(bytes.length() - 4).toUnsignedLong());
        return bytes.slice(0, bytes.length() - 4).toHex();
    }

    private static Bytes withChecksum(byte[] bytes, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, length);
        return Bytes.of(bytes, 0, length).plus(CardNumber.bytes(checksum.getValue(), 4));
    }
}
