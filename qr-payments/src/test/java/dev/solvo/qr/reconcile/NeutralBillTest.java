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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
                "PAYMENT,POS20231114T0001,R1,,CNY,1.00,,",
                "REFUND,POS20231114T0001,,,CNY,1.00,,",
                "PAYED,POS20231114T0001,,,CNY,1.00,,",
                "PAYMENT,,,,CNY,1.00,,",
                "PAYMENT,POS20231114T0001,,,CNY,1.00,,2026-11-23T10:15:30",
                "PAYMENT,POS20231114T0001,,,CNY,1.00",
                "PAYMENT,POS20231114T0001,,,CNY,1.00,,,",
                "PAYMENT,\"POS20231114T0001,,,CNY,1.00,,")) {
            QrException e = assertThrows(QrException.class, () -> read(HEADER + good + bad), bad);
            assertEquals("BILL_ROW", e.code());
            assertTrue(String.valueOf(e.getMessage()).contains("row 3"), String.valueOf(e.getMessage()));
        }
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

    @Property
    void onlyTheModulesExceptionEscapes(@ForAll @StringLength(max = 200) String text) {
        try {
            assertEquals(List.of(), read(HEADER + text));
        } catch (QrException e) {
            assertEquals("BILL_ROW", e.code());
        }
    }
}
