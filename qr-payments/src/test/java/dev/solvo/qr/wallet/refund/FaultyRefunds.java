package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.collect.Choices;
import dev.solvo.qr.wallet.collect.FaultyMedium;
import dev.solvo.qr.wallet.collect.ReplyGateway;
import dev.solvo.qr.wallet.collect.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/**
 * A wallet that sends back whatever it is told to, however much, and whose every call can go wrong. It fails at once when
 * a refund is sent that is not confirmed, or sent again before it was asked about.
 */
final class FaultyRefunds extends ReplyGateway {
    /** What becomes of refunds. */
    enum Manner {
        /** They are carried out at once. */
        AT_ONCE,
        /** They are carried out later. */
        LATER,
        /** The merchant has no money left with the wallet. */
        REFUSED,
    }

    private enum Fault {
        REQUEST_LOST,
        KILLED,
        NOT_SENT,
        REQUEST_LATE,
        REFUSED_FOR_NOW,
        REFUSED_FOR_NOW_BUT_CARRIED_OUT,
        ANSWER_LOST,
        ANSWER_SPOILT,
    }

    private final Choices choices;
    private final VirtualTime time;
    private final Manner manner;
    private final Money paid;
    private final Map<RefundNumber, Refund> refunds = new LinkedHashMap<>();
    private Optional<Runnable> underWay = Optional.empty();
    private boolean confirmed;
    private final Set<RefundNumber> saidYes = new HashSet<>();
    private boolean maySend = true;

    FaultyRefunds(CollectionPolicy policy, Choices choices, VirtualTime time, Manner manner, Money paid) {
        super(policy);
        this.choices = choices;
        this.time = time;
        this.manner = manner;
        this.paid = paid;
    }

    Instant now() {
        return time.instant();
    }

    /** The till begins a refund, or goes on with it. */
    void nothingConfirmed() {
        confirmed = false;
    }

    void operatorSaidYes(RefundNumber number) {
        check(confirmed, "the operator is asked about a payment that is not confirmed");
        saidYes.add(number);
        maySend = true;
    }

    /** The process has ended: nothing is sent before it was asked for. */
    void interrupted() {
        maySend = false;
    }

    boolean carriedOut(RefundNumber number) {
        arrive();
        return refunds.containsKey(number);
    }

    Money sentBack() {
        return refunds.values().stream().map(Refund::amount).reduce(paid.minus(paid), Money::plus);
    }

    private void arrive() {
        Optional<Runnable> late = underWay;
        underWay = Optional.empty();
        late.ifPresent(Runnable::run);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    protected Object answer(Call call, Object subject) throws TransportException {
        arrive();
        time.pass(Duration.ofSeconds(1));
        boolean refund = call == Call.REFUND;
        if (refund) {
            check(saidYes.contains(((Refund) subject).number()), "sent without confirmation");
            check(maySend, "sent again without asking");
        }
        int chosen = choices.depart(refund ? Fault.values().length + 1 : 3);
        if (chosen == 0) {
            Object answer = carryOut(call, subject);
            confirmed |= call == Call.QUERY;
            maySend |= call == Call.QUERY_REFUND;
            return answer;
        }
        Fault fault = Fault.values()[chosen - 1];
        maySend &= !refund || fault == Fault.REFUSED_FOR_NOW || fault == Fault.REFUSED_FOR_NOW_BUT_CARRIED_OUT;
        switch (fault) {
            case NOT_SENT -> throw new TransportException(TransportException.Kind.NOT_SENT, "no network");
            case REQUEST_LOST -> throw lost();
            case REQUEST_LATE -> {
                underWay = Optional.of(() -> carryOut(call, subject));
                throw lost();
            }
            case REFUSED_FOR_NOW -> {
                return new RefundReply.TryAgain("BUSY");
            }
            case REFUSED_FOR_NOW_BUT_CARRIED_OUT -> {
                carryOut(call, subject);
                return new RefundReply.TryAgain("SYSTEM_ERROR");
            }
            case ANSWER_LOST -> {
                carryOut(call, subject);
                throw lost();
            }
            case ANSWER_SPOILT -> {
                carryOut(call, subject);
                return new RefundReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "");
            }
            case KILLED -> {
                carryOut(call, subject);
                throw new FaultyMedium.Killed();
            }
        }
        throw new AssertionError("no such fault");
    }

    private TransportException lost() {
        time.pass(policy().callTimeout());
        return new TransportException(TransportException.Kind.NO_ANSWER, "lost");
    }

    private Object carryOut(Call call, Object subject) {
        return switch (call) {
            case QUERY ->
                new PaymentReply.Paid(new Payment(
                        paid,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        new TransactionId("T1"),
                        Optional.empty()));
            case REFUND -> refundNow((Refund) subject);
            case QUERY_REFUND -> {
                Refund known = refunds.get(((Refund) subject).number());
                yield known == null
                        ? new RefundReply.NotFound("NO_REFUND")
                        : new RefundReply.Refunded(Optional.of(known.amount()), Optional.empty());
            }
            default -> throw new AssertionError("nothing is paid here");
        };
    }

    private RefundReply refundNow(Refund refund) {
        if (manner == Manner.REFUSED) {
            BilingualText text = new BilingualText("余额不足", "not enough money");
            return new RefundReply.Refused(new Refusal("NOTENOUGH", Refusal.NextStep.MERCHANT_SETUP, text, text));
        }
        boolean again = refunds.containsKey(refund.number());
        refunds.put(refund.number(), refund);
        return again || manner == Manner.LATER
                ? new RefundReply.Processing(Optional.empty())
                : new RefundReply.Refunded(Optional.of(refund.amount()), Optional.empty());
    }
}
