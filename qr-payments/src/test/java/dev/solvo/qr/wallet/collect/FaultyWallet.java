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
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/**
 * A wallet with books whose every call can be lost on its way, delayed until the next one, answered in vain, answered
 * unreadably, or answered with any reply that leaves things open; and a customer who pays in every way. It fails at once
 * when an order is paid again that may have been paid, or is taken back too early.
 */
final class FaultyWallet extends ReplyGateway {
    /** How the wallet treats numbers that it has not seen, and codes that nobody has scanned. */
    enum Manner {
        /** A cancelled number is used up; a shown code is no order before it is scanned, and cannot be closed (Alipay). */
        NUMBERS_USED_UP,
        /** What is not there cannot be cancelled; a shown code is an order that can be closed (WeChat Pay). */
        NUMBERS_LOOKED_UP,
    }

    private static final class Entry {
        private Optional<Instant> paysAt = Optional.empty();
        private boolean closed;
        private boolean failed;
    }

    private final Course choices;
    private final VirtualTime time;
    private final Manner manner;
    private final Money amount;
    private final Map<OrderNumber, Entry> orders = new HashMap<>();
    private final Map<OrderNumber, Instant> payableUntil = new HashMap<>();
    private Optional<Runnable> underWay = Optional.empty();
    private final Set<OrderNumber> seen = new HashSet<>();
    private final Set<OrderNumber> notToBePaidAgain = new HashSet<>();
    private Instant lastPay = Instant.MIN;
    private boolean oneTill = true;

    FaultyWallet(CollectionPolicy policy, Course choices, VirtualTime time, Manner manner, Money amount) {
        super(policy);
        this.choices = choices;
        this.time = time;
        this.manner = manner;
        this.amount = amount;
    }

    /** What the wallet holds for the merchant, over all orders, once everything under way has arrived. */
    Optional<Money> taken(OrderNumber number) {
        arrive();
        return Optional.ofNullable(orders.get(number))
                .filter(entry -> !entry.closed && paid(entry))
                .map(entry -> amount);
    }

    /** The process has ended: nothing is sent with a payment code any more. */
    void codeForgotten() {
        notToBePaidAgain.addAll(seen);
    }

    /** The customer sees the code: he pays never, soon, or at the last moment at which the wallet lets him. */
    void shown(OrderNumber number) {
        int customer = choices.free(3);
        Instant last = payableUntil.getOrDefault(number, time.instant()).minusSeconds(1);
        if (customer > 0) {
            Entry entry = orders.computeIfAbsent(number, none -> new Entry());
            entry.paysAt = Optional.of(customer == 1 ? time.instant().plusSeconds(12) : last);
        }
    }

    /** Whoever takes an order back does not know when another till sent it. */
    void severalTills() {
        oneTill = false;
    }

    /** What a report of the wallet would say now. */
    PaymentReply report(OrderNumber number) {
        return state(number);
    }

    private boolean paid(Entry entry) {
        return entry.paysAt.filter(at -> !at.isAfter(time.instant())).isPresent();
    }

    private void arrive() {
        Optional<Runnable> late = underWay;
        underWay = Optional.empty();
        late.ifPresent(Runnable::run);
    }

    @Override
    protected Object answer(Call call, Object subject) throws TransportException {
        arrive();
        time.pass(Duration.ofSeconds(1));
        boolean pays = call == Call.PAY;
        if (pays) {
            seen.add(((Order) subject).number());
            check(notToBePaidAgain.add(((Order) subject).number()), "an order is paid again that may have been paid");
            lastPay = time.instant();
        }
        if (call == Call.CANCEL && oneTill) {
            check(
                    !time.instant().isBefore(lastPay.plus(policy().cancelNotBefore())),
                    "taken back " + Duration.between(lastPay, time.instant()) + " after the payment was sent");
        }
        List<Fault> faults = faults(call);
        int chosen = choices.depart(faults.size() + 1);
        if (chosen == 0) {
            return carryOut(call, subject);
        }
        switch (faults.get(chosen - 1)) {
            case NOT_SENT -> throw new TransportException(TransportException.Kind.NOT_SENT, "no network");
            case REQUEST_LOST -> {
                return lost();
            }
            case REQUEST_LATE -> {
                underWay = Optional.of(() -> carryOut(call, subject));
                return lost();
            }
            case REFUSED_FOR_NOW -> {
                if (pays) {
                    notToBePaidAgain.remove(((Order) subject).number());
                }
                return refusedForNow(call, subject);
            }
            case ANSWER_LOST -> {
                carryOut(call, subject);
                return lost();
            }
            case ANSWER_SPOILT -> {
                carryOut(call, subject);
                return unreadable(call);
            }
            case KILLED -> {
                carryOut(call, subject);
                throw new FaultyMedium.Killed();
            }
        }
        throw new AssertionError("no such fault");
    }

    private enum Fault {
        NOT_SENT,
        REQUEST_LOST,
        REQUEST_LATE,
        REFUSED_FOR_NOW,
        ANSWER_LOST,
        ANSWER_SPOILT,
        KILLED,
    }

    /** The faults that make a difference: a query changes nothing, so that it can be lost in one way only. */
    private static List<Fault> faults(Call call) {
        return switch (call) {
            case PAY, SHOW -> List.of(Fault.values());
            case QUERY -> List.of(Fault.REQUEST_LOST, Fault.REFUSED_FOR_NOW, Fault.KILLED);
            default ->
                List.of(Fault.REQUEST_LOST, Fault.REQUEST_LATE, Fault.REFUSED_FOR_NOW, Fault.ANSWER_LOST, Fault.KILLED);
        };
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private Object lost() throws TransportException {
        time.pass(policy().callTimeout());
        throw new TransportException(TransportException.Kind.NO_ANSWER, "lost");
    }

    private static Object unreadable(Call call) {
        return switch (call) {
            case PAY, QUERY -> new PaymentReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "");
            case SHOW -> new ShowReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "");
            default -> new CancelReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "");
        };
    }

    /** An answer that says that the call was not carried out, or, of a query, that there is no such order yet. */
    private Object refusedForNow(Call call, Object subject) {
        return switch (call) {
            case PAY -> new PaymentReply.TryAgain("BUSY");
            case QUERY ->
                fresh(((OrderReference) subject).number()) && choices.free(2) == 0
                        ? new PaymentReply.NotFound("NOT_YET")
                        : new PaymentReply.Refused(refusal("QUERY_REFUSED"));
            case SHOW -> new ShowReply.TryAgain("BUSY");
            default ->
                choices.free(2) == 0 ? new CancelReply.Again("BUSY") : new CancelReply.Refused(refusal("NOT_NOW"));
        };
    }

    /** Whether it is so young that a query may not find it yet. */
    private boolean fresh(OrderNumber number) {
        return Optional.ofNullable(orders.get(number))
                .flatMap(entry -> entry.paysAt)
                .filter(at -> at.plusSeconds(30).isBefore(time.instant()))
                .isEmpty();
    }

    private static Refusal refusal(String code) {
        BilingualText text = new BilingualText("拒绝", "refused");
        return new Refusal(code, Refusal.NextStep.ASK_CASHIER, text, text);
    }

    private Object carryOut(Call call, Object subject) {
        return switch (call) {
            case PAY -> doPay((Order) subject);
            case SHOW -> doShow((Order) subject);
            case QUERY -> state(((OrderReference) subject).number());
            case CANCEL -> doCancel(((OrderReference) subject).number());
            case CLOSE -> doClose(((OrderReference) subject).number());
            default -> throw new AssertionError("no refund here");
        };
    }

    private Object doPay(Order order) {
        if (orders.containsKey(order.number())) {
            return new PaymentReply.QueryFirst("USED");
        }
        int customer = choices.free(6);
        if (customer == 0) {
            return new PaymentReply.Refused(refusal("NOTENOUGH"));
        }
        Entry entry = new Entry();
        entry.failed = customer == 1;
        // At once, while we ask, while we take back, never.
        int[] seconds = {0, 0, 0, 7, 40, 1 << 30};
        if (customer > 1) {
            entry.paysAt = Optional.of(time.instant().plusSeconds(seconds[customer]));
        }
        orders.put(order.number(), entry);
        return state(order.number());
    }

    private Object doShow(Order order) {
        if (manner == Manner.NUMBERS_LOOKED_UP) {
            orders.computeIfAbsent(order.number(), none -> new Entry());
        }
        // The wallet counts from now, and by whole minutes.
        payableUntil.put(
                order.number(), time.instant().plus(order.expiresAfter()).plusSeconds(59));
        return new ShowReply.Shown("https://wallet/" + order.number());
    }

    private PaymentReply state(OrderNumber number) {
        Entry entry = orders.get(number);
        boolean hidden = manner == Manner.NUMBERS_USED_UP && payableUntil.containsKey(number);
        if (entry == null || hidden && !entry.closed && !paid(entry)) {
            return new PaymentReply.NotFound("NO_ORDER");
        }
        if (entry.closed) {
            return new PaymentReply.Closed("CLOSED");
        }
        if (entry.failed) {
            return new PaymentReply.Failed("PAYERROR");
        }
        return paid(entry)
                ? new PaymentReply.Paid(new Payment(
                        amount,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        new TransactionId("T" + number),
                        Optional.empty()))
                : new PaymentReply.Waiting("WAITING");
    }

    private Object doCancel(OrderNumber number) {
        if (!orders.containsKey(number) && manner == Manner.NUMBERS_LOOKED_UP) {
            return new CancelReply.QueryFirst("NO_ORDER");
        }
        Entry entry = orders.computeIfAbsent(number, none -> new Entry());
        boolean refunds = paid(entry) && !entry.closed;
        entry.closed = true;
        return new CancelReply.Cancelled(refunds ? "refund" : "close");
    }

    private Object doClose(OrderNumber number) {
        Entry entry = orders.get(number);
        if (entry == null || !entry.closed && state(number) instanceof PaymentReply.NotFound) {
            return new CancelReply.QueryFirst("NO_ORDER");
        }
        if (paid(entry)) {
            return new CancelReply.QueryFirst("PAID");
        }
        entry.closed = true;
        return new CancelReply.Cancelled("close");
    }
}
