package dev.solvo.qr.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

final class NeutralBillTest {
    private static final String HEADER = "kind,order_number,refund_number,transaction_id,currency,amount,fee,time\r\n";

    private static List<BillRow> read(String text) throws QrException {
        try {
            return new NeutralBill().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Example
    void readsPaymentsAndRefunds() throws QrException {
        List<BillRow> rows = read("\uFEFF" + HEADER
                + "PAYMENT,POS20231114T0001,,\"2013112322001\",CNY,88.88,0.53,2026-11-23T10:15:30+08:00\r\n\r\n"
                + "REFUND,POS20231114T0001,R0000001,,KWD,1.234,-0.01,\n");
        Money paid = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
        assertEquals(
                new BillRow(
                        2,
                        EntryKind.PAYMENT,
                        OrderNumber.of("POS20231114T0001"),
                        Optional.empty(),
                        Optional.of(new TransactionId("2013112322001")),
                        paid,
                        Optional.of(Money.ofMinor(CurrencyUnit.of("CNY"), 53)),
                        Optional.of(Instant.parse("2026-11-23T02:15:30Z"))),
                rows.get(0));
        assertEquals(Optional.of(RefundNumber.of("R0000001")), rows.get(1).refund());
        assertEquals(Money.ofMinor(CurrencyUnit.of("KWD"), 1234), rows.get(1).amount());
        assertEquals(2, rows.size());
    }

    @Example
    void saysWhichRowIsWrongAndGivesNoHalfBill() {
        String good = "PAYMENT,POS20231114T0001,,,CNY,1.00,,\r\n";
        for (String bad : List.of(
                "PAYMENT,POS20231114T0001,,,CNY,1.001,,",
                "PAYMENT,POS20231114T0001,,,CNY,0.00,,",
                "PAYMENT,POS20231114T0001,,,CNY,-1.00,,",
                "PAYMENT,POS20231114T0001,,,XXQ,1.00,,",
                "PAYMENT,POS20231114T0001,,,CNY,1E999999999,,",
                "PAYMENT,POS20231114T0001,,,CNY,1.00,1E-999999999,",
                "PAYMENT,POS20231114T0001,,,CNY,1000000000000000.00,,",
                "PAYMENT,POS20231114T0001,,,CNY,+1.00,,",
                "PAYMENT,POS20231114T0001,,,CNY,\uFF11.00,,",
                "PAYMENT,POS20231114T0001,R1,,CNY,1.00,,",
                "REFUND,POS20231114T0001,,,CNY,1.00,,",
                "PAYED,POS20231114T0001,,,CNY,1.00,,",
                "PAYMENT,,,,CNY,1.00,,",
                "PAYMENT,POS20231114T0001,,,CNY,1.00,,2026-11-23T10:15:30",
                "PAYMENT,POS20231114T0001,,,CNY,1.00",
                "PAYMENT,POS20231114T0001,,,CNY,1.00,,,",
                "PAYMENT,POS20231114T0001,,,CNY,1E9,,",
                "PAYMENT,POS20231114T0001,,,CNY,1E999999999,,",
                "REVERSAL,POS20231114T0001,R1,,CNY,1.00,,",
                "PAYMENT,\"POS20231114T0001,,,CNY,1.00,,")) {
            QrException e = assertThrows(QrException.class, () -> read(HEADER + good + bad), bad);
            assertEquals("BILL_ROW", e.code());
            assertTrue(String.valueOf(e.getMessage()).contains("line 3"), String.valueOf(e.getMessage()));
        }
    }

    @Example
    void namesTheColumn() {
        QrException e =
                assertThrows(QrException.class, () -> read(HEADER + "PAYMENT,POS20231114T0001,,,CNY,1.001,,\n"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("BILL_ROW: line 2, column amount: "), e::toString);
    }

    @Example
    void reversalsHaveNoNumber() throws QrException {
        BillRow row = read(HEADER + "REVERSAL,POS20231114T0001,,,CNY,1.00,,\n").get(0);
        assertEquals(EntryKind.REVERSAL, row.kind());
        assertEquals(Optional.empty(), row.refund());
    }

    @Example
    void textInAnotherCharsetIsDamaged() {
        byte[] bytes = (HEADER + "PAYMENT,POS\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "BILL_DAMAGED",
                assertThrows(QrException.class, () -> new NeutralBill().read(new ByteArrayInputStream(bytes)))
                        .code());
    }

    @Example
    void rowsBytesAndLinesAreBounded() throws QrException, IOException {
        String row = "PAYMENT,POS20231114T0001,,,CNY,1.00,,\n";
        byte[] two = (HEADER + row + row).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                2,
                new NeutralBill(2, two.length)
                        .read(new ByteArrayInputStream(two))
                        .size());
        for (NeutralBill small : List.of(new NeutralBill(1, two.length), new NeutralBill(2, two.length - 1))) {
            assertEquals(
                    "BILL_TOO_LONG",
                    assertThrows(QrException.class, () -> small.read(new ByteArrayInputStream(two)))
                            .code());
        }
        String endless = "x".repeat(20_000);
        assertEquals(
                "BILL_TOO_LONG",
                assertThrows(QrException.class, () -> read(endless)).code());
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("rows") List<BillRow> rows) throws QrException {
        StringBuilder text = new StringBuilder(HEADER);
        for (BillRow row : rows) {
            text.append(row.kind()).append(',').append(row.order()).append(',');
            row.refund().ifPresent(text::append);
            text.append(',');
            // Quoted, for a wallet's number may hold commas and quotes.
            row.transactionId()
                    .ifPresent(t -> text.append('"')
                            .append(t.text().replace("\"", "\"\""))
                            .append('"'));
            text.append(',').append(row.amount().getCurrencyUnit().getCode());
            text.append(',').append(row.amount().getAmount().toPlainString()).append(',');
            row.fee().ifPresent(fee -> text.append(fee.getAmount().toPlainString()));
            text.append(',');
            row.time().ifPresent(text::append);
            text.append(row.line() % 2 == 0 ? "\n" : "\r\n");
        }
        assertEquals(rows, read(text.toString()));
    }

    @Provide
    Arbitrary<List<BillRow>> rows() {
        Arbitrary<String> number =
                Arbitraries.strings().withChars("ABCabc019_-|*").ofMinLength(1).ofMaxLength(64);
        Arbitrary<TransactionId> transaction = Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(1)
                .ofMaxLength(64)
                .map(TransactionId::new);
        Arbitrary<CurrencyUnit> currency = Arbitraries.of("CNY", "JPY", "KWD").map(CurrencyUnit::of);
        Arbitrary<Long> minor = Arbitraries.longs().between(1, 9_999_999_999L);
        Arbitrary<Instant> time = Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
        return Combinators.combine(
                        Arbitraries.of(EntryKind.class),
                        number,
                        number,
                        transaction.optional(),
                        currency,
                        minor,
                        minor.optional(),
                        time.optional())
                .as((kind, order, refund, id, unit, amount, fee, at) -> new BillRow(
                        1,
                        kind,
                        OrderNumber.of(order),
                        kind == EntryKind.REFUND ? Optional.of(RefundNumber.of(refund)) : Optional.empty(),
                        id,
                        Money.ofMinor(unit, amount),
                        fee.map(f -> Money.ofMinor(unit, f - 1_000)),
                        at))
                .list()
                .ofMaxSize(8)
                .map(NeutralBillTest::numbered);
    }

    private static List<BillRow> numbered(List<BillRow> rows) {
        List<BillRow> numbered = new ArrayList<>();
        for (BillRow row : rows) {
            numbered.add(new BillRow(
                    numbered.size() + 2,
                    row.kind(),
                    row.order(),
                    row.refund(),
                    row.transactionId(),
                    row.amount(),
                    row.fee(),
                    row.time()));
        }
        return numbered;
    }

    @Example
    void aTableWithOtherColumnsIsNotABill() {
        assertEquals(
                "BILL_HEADER", assertThrows(QrException.class, () -> read("")).code());
        assertEquals(
                "BILL_HEADER",
                assertThrows(QrException.class, () -> read("kind,order_number\nPAYMENT,1\n"))
                        .code());
    }

    @Example
    void anotherCharsetIsRefused() {
        byte[] gbk = (HEADER + "PAYMENT,\u8BA2\u5355,,,CNY,1.00,,").getBytes(Charset.forName("GBK"));
        QrException e = assertThrows(QrException.class, () -> new NeutralBill().read(new ByteArrayInputStream(gbk)));
        assertEquals("BILL_DAMAGED", e.code());
    }

    @Example
    void aRowThatDoesNotEndIsRefused() {
        InputStream header = new ByteArrayInputStream(HEADER.getBytes(StandardCharsets.UTF_8));
        InputStream commas = new SequenceInputStream(
                header, new ByteArrayInputStream(",".repeat(200_000).getBytes(StandardCharsets.UTF_8)));
        QrException e = assertThrows(QrException.class, () -> new NeutralBill().read(commas));
        assertEquals("BILL_TOO_LONG: line 2 has more than 16384 characters", e.getMessage());
    }

    @Example
    void aLongBillOfShortRowsIsRead() throws QrException {
        assertEquals(
                3000,
                read(HEADER + "PAYMENT,POS20231114T0001,,,CNY,1.00,,\r\n".repeat(3000))
                        .size());
    }

    @Property
    void onlyTheModulesExceptionEscapes(@ForAll @StringLength(max = 200) String text) {
        try {
            assertEquals(List.of(), read(HEADER + text));
        } catch (QrException e) {
            assertTrue(List.of("BILL_ROW", "BILL_DAMAGED").contains(e.code()), e::toString);
        }
    }
}
