package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What became of everything, counted by protocol. */
final class SoakReport {
    private static final String[] COLUMNS = {
        "approved", "declined", "reversed", "conflict", "open", "was unknown", "refunded", "refused", "refund open"
    };

    private final SoakPlan plan;
    private final Map<SimulatedProtocol, Map<String, Integer>> counts = new EnumMap<>(SimulatedProtocol.class);

    /**
     * Counts.
     *
     * @param unknown numbers of orders whose result somebody had to wait for longer, or that were open at a till's death
     */
    SoakReport(
            SoakPlan plan,
            Collection<CollectionRecord> records,
            Collection<RefundRecord> refunds,
            Set<String> unknown) {
        this.plan = plan;
        for (CollectionRecord record : records) {
            String number = record.order().number().text();
            count(number, column(record.state()));
            if (unknown.contains(number) && record.isResolved()) {
                count(number, "was unknown");
            }
        }
        for (RefundRecord record : refunds) {
            count(record.refund().order().number().text(), column(record.result()));
        }
    }

    private static String column(PaymentState state) {
        if (state instanceof PaymentState.Approved) {
            return "approved";
        } else if (state instanceof PaymentState.Declined) {
            return "declined";
        } else if (state instanceof PaymentState.Reversed) {
            return "reversed";
        }
        return state instanceof PaymentState.Conflict ? "conflict" : "open";
    }

    private static String column(RefundResult result) {
        if (result instanceof RefundResult.Refunded) {
            return "refunded";
        }
        return result instanceof RefundResult.Refused ? "refused" : "refund open";
    }

    private void count(String orderNumber, String column) {
        Optional<PlannedAttempt> attempt = plan.attempt(orderNumber);
        attempt.ifPresent(planned -> counts.computeIfAbsent(planned.protocol(), none -> new TreeMap<>())
                .merge(column, 1, Integer::sum));
    }

    void print(PrintWriter out) {
        out.printf("%-14s", "");
        for (String column : COLUMNS) {
            out.printf("%12s", column);
        }
        out.println();
        counts.forEach((protocol, row) -> {
            out.printf("%-14s", protocol);
            for (String column : COLUMNS) {
                out.printf("%12d", row.getOrDefault(column, 0));
            }
            out.println();
        });
    }
}
