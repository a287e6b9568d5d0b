package dev.solvo.cli.vectors;

import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.TransactionId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An order that says everything a wallet may ask for, and what follows from it. */
final class ApiOrder {
    static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);
    static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    static final PaymentCode ALIPAY_CODE = PaymentCode.of("28763443825664394");
    static final PaymentCode WECHAT_PAY_CODE = PaymentCode.of("130061098828009406");
    static final Order ORDER = Order.of(OrderNumber.of("POS20231114T0001"), AMOUNT, "coffee")
            .at(PointOfSale.of("S001", "T001")
                    .withStoreName("Shop")
                    .withOperator("O001")
                    .withIpAddress("192.0.2.10"))
            .notifying(URI.create("https://pos.example/notify"));

    /** Before the wallet's own number is known. */
    static final OrderReference SENT = new OrderReference(ORDER.number(), AMOUNT, TIME, Optional.empty());

    static final TransactionId TRANSACTION = new TransactionId("2023111522001400000001");
    static final OrderReference PAID = new OrderReference(ORDER.number(), AMOUNT, TIME, Optional.of(TRANSACTION));
    static final Refund REFUND = new Refund(
            RefundNumber.of("REFUND20231114T0001"),
            PAID,
            Money.ofMinor(CurrencyUnit.of("CNY"), 1200),
            TIME.plusSeconds(600),
            Optional.of("returned"));

    private ApiOrder() {}
}
