package dev.solvo.cli.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefundScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Money PAID = Money.of(CurrencyUnit.of("CNY"), 12.50);

    /** Only a clear yes is one. */
    @ParameterizedTest
    @CsvSource({"y, true", "Y, true", "yes, true", "' yes ', true", "'', false", "n, false", "yep, false"})
    void theOperatorIsAskedAndHasToSayYes(String answer, boolean confirmed) {
        StringWriter out = new StringWriter();
        List<String> questions = new ArrayList<>();
        RefundScreen screen = new RefundScreen(new PrintWriter(out), Clock.fixed(NOW, ZoneOffset.UTC), question -> {
            questions.add(question);
            return answer;
        });
        OrderReference order = new OrderReference(OrderNumber.of("ORDER0001"), PAID, NOW, Optional.empty());
        Money amount = Money.of(CurrencyUnit.of("CNY"), 4.50);
        RefundRecord record = new RefundRecord(
                1,
                Wallet.ALIPAY,
                "app",
                new Refund(RefundNumber.of("R1"), order, amount, NOW, Optional.empty()),
                RefundRecord.Phase.CHECKING,
                0,
                0,
                NOW,
                new RefundResult.Unknown(UnknownCause.INTERRUPTED, ""));
        Payment payment = new Payment(
                PAID,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new TransactionId("2026112322001"),
                Optional.of(NOW));
        assertEquals(confirmed, screen.confirms(record, payment, PAID));
        assertEquals(List.of("Refund CNY 4.50 to the customer? [y/N] "), questions);
        assertTrue(
                out.toString()
                        .contains("the wallet confirms CNY 12.50 paid at 2026-11-23T10:00:00Z"
                                + " (transaction 2026112322001); CNY 12.50 can be refunded"),
                out.toString());
    }
}
