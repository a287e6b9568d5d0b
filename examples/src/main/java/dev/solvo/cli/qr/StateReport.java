package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.Discount;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Refusal;
import java.util.Locale;
import org.joda.money.Money;

/** What is known of a payment, in words and as JSON. */
final class StateReport {
    private StateReport() {}

    /** The name of the state, as the JSON key {@code outcome} has it. */
    static String name(PaymentState state) {
        return state.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** One or a few lines for the cashier. */
    static String text(PaymentState state) {
        if (state instanceof PaymentState.Approved approved) {
            Payment payment = approved.payment();
            String paid = payment.payerAmount()
                    .filter(amount -> !amount.equals(payment.orderAmount()))
                    .map(amount -> ", the customer paid " + amount)
                    .orElse("");
            return "APPROVED " + payment.orderAmount() + paid + " (transaction " + payment.transactionId() + ")";
        }
        if (state instanceof PaymentState.Declined declined) {
            return "DECLINED " + text(declined.refusal());
        }
        if (state instanceof PaymentState.Pending pending) {
            return "PENDING the customer has not paid yet (" + pending.walletCode() + ")";
        }
        if (state instanceof PaymentState.Unknown unknown) {
            return "UNKNOWN nobody knows yet whether money was taken (" + unknown.cause()
                    + (unknown.walletCode().isEmpty() ? "" : " " + unknown.walletCode())
                    + "); do not collect again under another number";
        }
        if (state instanceof PaymentState.Reversed) {
            return "REVERSED the order was taken back; no money stays taken";
        }
        PaymentState.Conflict conflict = (PaymentState.Conflict) state;
        return "CONFLICT the wallet has a payment of " + conflict.found().orderAmount()
                + " under this number; somebody has to look at it";
    }

    static String text(Refusal refusal) {
        return refusal.walletCode() + ": " + refusal.cashier().english() + "; to the customer: "
                + refusal.customer().english() + " (" + refusal.customer().chinese() + ")";
    }

    /** Adds {@code outcome} and what belongs to it. */
    static void put(ObjectNode report, PaymentState state) {
        report.put("outcome", name(state));
        if (state instanceof PaymentState.Approved approved) {
            put(report, approved.payment());
        } else if (state instanceof PaymentState.Declined declined) {
            put(report.putObject("refusal"), declined.refusal());
        } else if (state instanceof PaymentState.Pending pending) {
            report.put("walletCode", pending.walletCode());
        } else if (state instanceof PaymentState.Unknown unknown) {
            report.put("cause", unknown.cause().name());
            report.put("walletCode", unknown.walletCode());
        } else if (state instanceof PaymentState.Reversed reversed) {
            report.put("action", reversed.action());
        } else if (state instanceof PaymentState.Conflict conflict) {
            put(report.putObject("found"), conflict.found());
        }
    }

    static void put(ObjectNode report, Refusal refusal) {
        report.put("walletCode", refusal.walletCode());
        report.put("nextStep", refusal.nextStep().name());
        put(report.putObject("cashier"), refusal.cashier());
        put(report.putObject("customer"), refusal.customer());
    }

    /** Currency and minor units, as every amount of the command line. */
    static void put(ObjectNode amount, Money money) {
        amount.put("currency", money.getCurrencyUnit().getCode());
        amount.put("minorUnits", money.getAmountMinorLong());
    }

    private static void put(ObjectNode report, Payment payment) {
        report.put("transactionId", payment.transactionId().text());
        put(report.putObject("orderAmount"), payment.orderAmount());
        payment.payerAmount().ifPresent(amount -> put(report.putObject("payerAmount"), amount));
        payment.settlementAmount().ifPresent(amount -> put(report.putObject("settlementAmount"), amount));
        payment.paidAt().ifPresent(instant -> report.put("paidAt", instant.toString()));
        if (!payment.discounts().isEmpty()) {
            for (Discount discount : payment.discounts()) {
                ObjectNode entry = report.withArray("discounts").addObject();
                entry.put("name", discount.name());
                put(entry.putObject("amount"), discount.amount());
            }
        }
    }

    private static void put(ObjectNode texts, BilingualText text) {
        texts.put("chinese", text.chinese());
        texts.put("english", text.english());
    }
}
