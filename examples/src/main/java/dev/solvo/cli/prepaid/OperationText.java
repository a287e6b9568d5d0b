package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.prepaid.account.OperationRecord;
import dev.solvo.prepaid.ledger.Posting;
import java.util.Locale;

/** An entry of the journal, as a line and as JSON. */
final class OperationText {
    private OperationText() {}

    static String line(OperationRecord operation) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%8d  %s  %-15s %14s  balance %s",
                operation.journal(),
                operation.at(),
                AnswerReport.words(operation.kind()),
                operation.change().isZero() ? "" : operation.change().toString(),
                operation.balance()));
        if (!operation.held().isZero()) {
            line.append(" held ").append(operation.held());
        }
        operation
                .refusal()
                .ifPresent(reason -> line.append("  REFUSED ")
                        .append(reason)
                        .append(operation.cause().isEmpty() ? "" : " (" + operation.cause() + ")"));
        if (operation.reversed()) {
            line.append("  reversed");
        }
        line.append("  key ").append(operation.key());
        operation.original().ifPresent(original -> line.append("  of ").append(original));
        if (!operation.terminal().isEmpty()) {
            line.append("  at ").append(operation.terminal()).append('/').append(operation.batch());
        }
        if (!operation.operator().isEmpty()) {
            line.append("  by ").append(operation.operator());
        }
        if (!operation.reason().isEmpty()) {
            line.append(": ").append(operation.reason());
        }
        return line.toString();
    }

    static void put(ObjectNode entry, OperationRecord operation) {
        entry.put("journal", operation.journal());
        entry.put("outcome", operation.refusal().isEmpty() ? "DONE" : "REFUSED");
        operation.refusal().ifPresent(reason -> entry.put("reason", reason.name()));
        if (!operation.cause().isEmpty()) {
            entry.put("cause", operation.cause());
        }
        entry.put("operation", operation.kind().name());
        entry.put("key", operation.key().value());
        entry.put("account", operation.account().toString());
        entry.put("at", operation.at().toString());
        if (!operation.terminal().isEmpty()) {
            entry.put("terminal", operation.terminal());
            entry.put("batch", operation.batch());
        }
        AnswerReport.put(entry.putObject("amount"), operation.amount());
        AnswerReport.put(entry.putObject("approved"), operation.approved());
        AnswerReport.put(entry.putObject("change"), operation.change());
        AnswerReport.put(entry.putObject("ledger"), operation.balance());
        AnswerReport.put(entry.putObject("held"), operation.held());
        entry.put("state", operation.state().name());
        operation.original().ifPresent(original -> entry.put("original", original.value()));
        operation.other().ifPresent(other -> entry.put("other", other.toString()));
        if (!operation.operator().isEmpty()) {
            entry.put("operator", operation.operator());
        }
        if (!operation.reason().isEmpty()) {
            entry.put("operatorsReason", operation.reason());
        }
        AnswerReport.put(entry.putObject("captured"), operation.captured());
        AnswerReport.put(entry.putObject("refunded"), operation.refunded());
        entry.put("reversed", operation.reversed());
        entry.putArray("postings");
        for (Posting posting : operation.postings()) {
            entry.withArray("postings")
                    .addObject()
                    .put("account", posting.account().name())
                    .put("side", posting.side().name())
                    .put("minorUnits", posting.amount());
        }
    }
}
