package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.Refusal.NextStep;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.collect.CollectionObserver.Decision;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.Readiness;
import dev.solvo.qr.wallet.record.CollectionRecord;
import java.util.Optional;
import org.joda.money.Money;

/**
 * How a collection ended.
 *
 * @param state what is known of the payment of that order
 * @param saved whether the store has the last word; it has an earlier one otherwise
 * @param nothingSentFor an order of the same sale for which nothing was sent, because this one is open or paid
 */
record CollectionReport(
        Wallet wallet,
        OrderNumber order,
        Money amount,
        Optional<TransactionId> transactionId,
        PaymentState state,
        boolean saved,
        Optional<OrderNumber> nothingSentFor) {
    /** Of an order that has a record. */
    static CollectionReport of(CollectionRecord record, boolean saved) {
        return new CollectionReport(
                record.wallet(),
                record.order().number(),
                record.order().amount(),
                transactionId(record),
                record.state(),
                saved,
                Optional.empty());
    }

    private static Optional<TransactionId> transactionId(CollectionRecord record) {
        return record.state() instanceof PaymentState.Approved approved
                ? Optional.of(approved.payment().transactionId())
                : record.order().transactionId();
    }

    /** Of an order for which nothing was sent, because another one of its sale is open or paid. */
    static CollectionReport of(CollectionStep.Blocked blocked, OrderNumber wanted) {
        CollectionReport other = of(blocked.blocking(), true);
        return new CollectionReport(
                other.wallet, other.order, other.amount, other.transactionId, other.state, true, Optional.of(wanted));
    }

    /** Of an order for which nothing was sent, because nothing could be. */
    static CollectionReport of(CollectionStep.NotReady notReady, Wallet wallet, OrderNumber order, Money amount) {
        Readiness readiness = notReady.readiness();
        Refusal refusal = new Refusal(
                name(readiness),
                readiness instanceof Readiness.Offline ? NextStep.RESTORE_NETWORK : NextStep.ASK_CASHIER,
                readiness.text(),
                new BilingualText("没有扣款", "You were not charged"));
        return new CollectionReport(
                wallet, order, amount, Optional.empty(), new PaymentState.Declined(refusal), false, Optional.empty());
    }

    static String name(Readiness readiness) {
        if (readiness instanceof Readiness.Ready) {
            return "READY";
        }
        return readiness instanceof Readiness.Offline ? "OFFLINE" : "CLOCK_WRONG";
    }

    /** The keys that every wallet command has, then what belongs to the state, then the steps. */
    ObjectNode toJson(Optional<Readiness> readiness, CollectionScreen screen) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("outcome", StateReport.name(state));
        report.put("wallet", wallet.name());
        report.put("orderNumber", order.text());
        report.put("transactionId", transactionId.map(TransactionId::text).orElse(null));
        StateReport.put(report.putObject("amount"), amount);
        StateReport.put(report, state);
        nothingSentFor.ifPresent(wanted -> report.put("nothingSentFor", wanted.text()));
        report.put("recordSaved", saved);
        readiness.ifPresent(known -> put(report.putObject("readiness"), known));
        ArrayNode steps = report.putArray("steps");
        for (Decision decision : screen.decisions()) {
            if (decision.order().equals(order) || nothingSentFor.isPresent()) {
                ObjectNode step = steps.addObject();
                step.put("at", decision.at().toString());
                step.put("elapsedMillis", screen.elapsed(decision).toMillis());
                step.put("event", decision.event());
                step.put("conclusion", decision.conclusion());
            }
        }
        return report;
    }

    private static void put(ObjectNode node, Readiness readiness) {
        node.put("state", name(readiness));
        node.put("text", readiness.text().english());
        if (readiness instanceof Readiness.Ready ready) {
            node.put("latencyMillis", ready.latency().toMillis());
            node.put("trend", ready.trend().name());
            ready.clockSkew().ifPresent(skew -> node.put("clockSkewMillis", skew.toMillis()));
        } else if (readiness instanceof Readiness.ClockWrong wrong) {
            node.put("clockSkewMillis", wrong.clockSkew().toMillis());
        }
    }
}
