package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.refund.RefundStep;
import java.util.Optional;
import org.joda.money.Money;

/**
 * How a refund ended.
 *
 * @param order the payment
 * @param refund the refund's number
 * @param amount how much
 * @param result what is known of it
 * @param saved whether the store has the last word; it has an earlier one otherwise
 * @param nothingSentFor a refund of the same order for which nothing was sent, because this one is open
 */
record RefundReport(
        Wallet wallet,
        OrderReference order,
        RefundNumber refund,
        Money amount,
        RefundResult result,
        boolean saved,
        Optional<RefundNumber> nothingSentFor) {
    static RefundReport of(RefundStep.End end, RefundNumber wanted) {
        if (end instanceof RefundStep.Done done) {
            return of(done.record(), done.saved(), Optional.empty());
        }
        return of(((RefundStep.Blocked) end).blocking(), true, Optional.of(wanted));
    }

    private static RefundReport of(RefundRecord record, boolean saved, Optional<RefundNumber> nothingSentFor) {
        return new RefundReport(
                record.wallet(),
                record.refund().order(),
                record.refund().number(),
                record.refund().amount(),
                record.result(),
                saved,
                nothingSentFor);
    }

    ObjectNode toJson(RefundScreen screen) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode report = json.objectNode();
        report.put("outcome", RefundScreen.name(result));
        report.put("wallet", wallet.name());
        report.put("orderNumber", order.number().text());
        report.put("refundNumber", refund.text());
        Optional<TransactionId> transaction = screen.confirmed()
                .map(confirmed -> confirmed.payment().transactionId())
                .or(order::transactionId);
        report.put("transactionId", transaction.map(TransactionId::text).orElse(null));
        StateReport.put(report.putObject("amount"), amount);
        putResult(report);
        screen.confirmed().ifPresent(confirmed -> {
            ObjectNode node = report.putObject("confirmed");
            StateReport.put(node.putObject("paid"), confirmed.payment().orderAmount());
            confirmed.payment().paidAt().ifPresent(at -> node.put("paidAt", at.toString()));
            StateReport.put(node.putObject("left"), confirmed.left());
        });
        nothingSentFor.ifPresent(number -> report.put("nothingSentFor", number.text()));
        report.put("recordSaved", saved);
        ArrayNode steps = report.putArray("steps");
        for (RefundScreen.Step step : screen.steps()) {
            ObjectNode node = steps.addObject();
            node.put("at", step.at().toString());
            node.put("elapsedMillis", step.elapsed().toMillis());
            node.put("event", step.event());
            node.put("conclusion", step.conclusion());
        }
        return report;
    }

    private void putResult(ObjectNode report) {
        if (result instanceof RefundResult.Refunded refunded) {
            refunded.walletRefundId().ifPresent(id -> report.put("walletRefundId", id));
        } else if (result instanceof RefundResult.Processing processing) {
            processing.walletRefundId().ifPresent(id -> report.put("walletRefundId", id));
        } else if (result instanceof RefundResult.Refused refused) {
            StateReport.put(report.putObject("refusal"), refused.refusal());
        } else if (result instanceof RefundResult.Abnormal abnormal) {
            report.put("walletCode", abnormal.walletCode());
        } else if (result instanceof RefundResult.Unknown unknown) {
            report.put("cause", unknown.cause().name());
            report.put("walletCode", unknown.walletCode());
        }
    }
}
