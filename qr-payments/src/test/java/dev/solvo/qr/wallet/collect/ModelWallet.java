package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.joda.money.Money;

/**
 * A wallet with books, a customer who pays at once, later, never or not at all, and a network that loses requests and
 * answers. Nobody pays an order twice; whether money is taken is what the books say.
 */
public final class ModelWallet extends ReplyGateway {
    private static final class Entry {
        private final Money amount;
        private final Optional<Instant> paidAt;
        private boolean closed;
        private Money refunded;

        Entry(Money amount, Optional<Instant> paidAt) {
            this.amount = amount;
            this.paidAt = paidAt;
            refunded = amount.minus(amount);
        }
    }

    private final Clock clock;
    private final Random random;
    private final Map<OrderNumber, Entry> orders = new HashMap<>();
    private final Map<RefundNumber, Refund> refunds = new HashMap<>();
    private double faults;

    /** A wallet whose calls fail as often as {@code faults} says, 0 to 1. */
    public ModelWallet(CollectionPolicy policy, Clock clock, Random random, double faults) {
        super(policy);
        this.clock = clock;
        this.random = random;
        this.faults = faults;
    }

    /** The network loses and spoils so many calls from now on, 0 to 1. */
    public void faults(double share) {
        faults = share;
    }

    /** The money that the wallet holds for the merchant of that order. */
    public Optional<Money> taken(OrderNumber number) {
        Entry entry = orders.get(number);
        return entry == null || entry.closed || !paid(entry)
                ? Optional.empty()
                : Optional.of(entry.amount.minus(entry.refunded));
    }

    /** How many orders have been sent. */
    public int orders() {
        return orders.size();
    }

    private boolean paid(Entry entry) {
        return entry.paidAt.filter(at -> !at.isAfter(clock.instant())).isPresent();
    }

    @Override
    protected Object answer(Call call, Object subject) throws TransportException {
        boolean fails = random.nextDouble() < faults;
        int fault = random.nextInt(4);
        if (fails && fault == 0) {
            throw new TransportException(TransportException.Kind.NOT_SENT, "no network");
        }
        if (fails && fault == 1) {
            throw new TransportException(TransportException.Kind.NO_ANSWER, "the request was lost");
        }
        Object answer = carryOut(call, subject);
        if (fails && fault == 2) {
            throw new TransportException(TransportException.Kind.NO_ANSWER, "the answer was lost");
        }
        return fails ? unreadable(call) : answer;
    }

    private static Object unreadable(Call call) {
        UnknownCause cause = UnknownCause.SIGNATURE_WRONG;
        return switch (call) {
            case PAY, QUERY -> new PaymentReply.NotKnown(cause, "");
            case SHOW -> new ShowReply.NotKnown(cause, "");
            case CANCEL, CLOSE -> new CancelReply.NotKnown(cause, "");
            case REFUND, QUERY_REFUND -> new RefundReply.NotKnown(cause, "");
        };
    }

    private Object carryOut(Call call, Object subject) {
        return switch (call) {
            case PAY -> doPay((Order) subject);
            case SHOW -> doShow((Order) subject);
            case QUERY -> doQuery((OrderReference) subject);
            case CANCEL -> doCancel((OrderReference) subject);
            case CLOSE -> doClose((OrderReference) subject);
            case REFUND -> doRefund((Refund) subject);
            case QUERY_REFUND -> doQueryRefund((Refund) subject);
        };
    }

    private Object doPay(Order order) {
        if (orders.containsKey(order.number())) {
            return new PaymentReply.QueryFirst("USED");
        }
        int customer = random.nextInt(4);
        if (customer == 0) {
            BilingualText text = new BilingualText("余额不足", "not enough money");
            return new PaymentReply.Refused(new Refusal("NOTENOUGH", Refusal.NextStep.OTHER_MEANS, text, text));
        }
        enter(order, customer == 1);
        return state(order.number());
    }

    private Object doShow(Order order) {
        if (!orders.containsKey(order.number())) {
            enter(order, random.nextInt(3) == 0);
        }
        return new ShowReply.Shown("https://wallet/" + order.number());
    }

    private void enter(Order order, boolean never) {
        Instant at = clock.instant().plus(Duration.ofSeconds(random.nextInt(60)));
        orders.put(order.number(), new Entry(order.amount(), never ? Optional.empty() : Optional.of(at)));
    }

    private Object doQuery(OrderReference order) {
        return state(order.number());
    }

    private PaymentReply state(OrderNumber number) {
        Entry entry = orders.get(number);
        if (entry == null) {
            return new PaymentReply.NotFound("NO_ORDER");
        }
        if (entry.closed) {
            return new PaymentReply.Closed("CLOSED");
        }
        if (!paid(entry)) {
            return new PaymentReply.Waiting("WAITING");
        }
        return new PaymentReply.Paid(new Payment(
                entry.amount,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new TransactionId("T" + number),
                Optional.empty()));
    }

    private Object doCancel(OrderReference order) {
        int mood = random.nextInt(5);
        if (mood == 0) {
            return new CancelReply.Again("RETRY");
        }
        Entry entry = orders.get(order.number());
        if (entry != null && mood == 1 && paid(entry) && !entry.closed) {
            return new CancelReply.QueryFirst("PAID");
        }
        if (entry == null) {
            // As the wallets do: a cancelled number cannot be paid afterwards.
            entry = new Entry(order.amount(), Optional.empty());
            orders.put(order.number(), entry);
        }
        entry.closed = true;
        return new CancelReply.Cancelled("close");
    }

    private Object doClose(OrderReference order) {
        Entry entry = orders.get(order.number());
        if (entry == null) {
            return new CancelReply.QueryFirst("NO_ORDER");
        }
        if (paid(entry)) {
            return new CancelReply.QueryFirst("PAID");
        }
        entry.closed = true;
        return new CancelReply.Cancelled("close");
    }

    private Object doRefund(Refund refund) {
        Entry entry = orders.get(refund.order().number());
        if (entry == null || entry.closed || !paid(entry)) {
            BilingualText text = new BilingualText("没有付款", "no payment");
            return new RefundReply.Refused(new Refusal("NO_PAYMENT", Refusal.NextStep.ASK_CASHIER, text, text));
        }
        if (refunds.containsKey(refund.number())) {
            return new RefundReply.Processing(Optional.empty());
        }
        Money after = entry.refunded.plus(refund.amount());
        if (after.isGreaterThan(entry.amount)) {
            BilingualText text = new BilingualText("超额", "too much");
            return new RefundReply.Refused(new Refusal("TOO_MUCH", Refusal.NextStep.ASK_CASHIER, text, text));
        }
        entry.refunded = after;
        refunds.put(refund.number(), refund);
        return random.nextBoolean()
                ? new RefundReply.Refunded(Optional.of(refund.amount()), Optional.of("R" + refund.number()))
                : new RefundReply.Processing(Optional.empty());
    }

    private Object doQueryRefund(Refund refund) {
        Refund known = refunds.get(refund.number());
        if (known == null) {
            return new RefundReply.NotFound("NO_REFUND");
        }
        return random.nextInt(3) == 0
                ? new RefundReply.Processing(Optional.empty())
                : new RefundReply.Refunded(Optional.of(known.amount()), Optional.of("R" + refund.number()));
    }
}
