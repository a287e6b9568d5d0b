package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord.Phase;
import dev.solvo.qr.wallet.record.CollectionRecord.Presentation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Records for the tests of what keeps them. */
final class Records {
    static final Instant TIME = Instant.parse("2026-11-23T02:00:00Z");
    static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    static final PaymentState OPEN = new PaymentState.Unknown(UnknownCause.NO_ANSWER, "");
    static final Payment PAYMENT = new Payment(
            AMOUNT,
            Optional.of(AMOUNT.minusMinor(100)),
            List.of(new Discount("红包 \"new\"\nyear", Money.ofMinor(CurrencyUnit.of("CNY"), 100))),
            Optional.of(AMOUNT),
            new TransactionId("2026112322001"),
            Optional.of(TIME));
    static final Refusal REFUSAL = new Refusal(
            "NOTENOUGH",
            Refusal.NextStep.OTHER_MEANS,
            new BilingualText("余额不足", "not enough money"),
            new BilingualText("余额不足，请换卡", "not enough money, take another card"));

    private Records() {}

    static CollectionRecord collection(String number, String sale, long revision, PaymentState state) {
        return new CollectionRecord(
                revision,
                Wallet.ALIPAY,
                "2021000000000001",
                SaleReference.of(sale),
                new OrderReference(OrderNumber.of(number), AMOUNT, TIME, Optional.empty()),
                Presentation.CUSTOMER_SHOWS,
                TIME.plusSeconds(300),
                state.isFinal() ? Phase.ENDED : Phase.ASKING,
                false,
                (int) revision,
                0,
                false,
                TIME.plusSeconds(revision),
                state);
    }

    static RefundRecord refund(String number, String order, long revision, RefundResult result) {
        boolean open = result instanceof RefundResult.Unknown || result instanceof RefundResult.Processing;
        return new RefundRecord(
                revision,
                Wallet.WECHAT_PAY,
                "1900000001",
                new Refund(
                        RefundNumber.of(number),
                        new OrderReference(
                                OrderNumber.of(order), AMOUNT, TIME, Optional.of(new TransactionId("420000"))),
                        AMOUNT.minusMinor(1),
                        TIME,
                        Optional.of("冷菜")),
                open ? RefundRecord.Phase.ASKING : RefundRecord.Phase.ENDED,
                1,
                2,
                TIME.plusSeconds(revision),
                result);
    }
}
