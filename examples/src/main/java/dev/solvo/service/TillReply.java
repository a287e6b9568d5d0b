package dev.solvo.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.BalanceAnswer;
import dev.solvo.prepaid.account.BatchAnswer;
import dev.solvo.prepaid.account.BatchDifference;
import dev.solvo.prepaid.account.CardBalance;
import dev.solvo.prepaid.account.OfflineAnswer;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a till gets.
 *
 * @param status 200 for what is final; 409 for a key that stands for something else; 503 if nothing was done, and 504 if that was
 *     not learned, after which the till asks again with the same key
 * @param body one JSON object
 */
record TillReply(int status, ObjectNode body) {
    static final int FINAL = 200;
    static final int WRONG = 400;
    static final int CONFLICT = 409;
    static final int NOT_DONE = 503;
    static final int UNKNOWN = 504;

    static TillReply of(Answer answer) {
        ObjectNode body = object(answer, answer.key());
        if (answer instanceof Answer.Done done) {
            put(body.putObject("approved"), done.approved());
            done.balance().ifPresent(balance -> put(body, balance));
            body.put("journal", done.journal());
            return new TillReply(FINAL, body.put("replayed", done.replayed()));
        }
        if (answer instanceof Answer.Refused refused) {
            body.put("reason", refused.reason().name());
            refused.balance().ifPresent(balance -> put(body, balance));
            return new TillReply(FINAL, body.put("replayed", refused.replayed()));
        }
        return new TillReply(answer instanceof Answer.Conflict ? CONFLICT : UNKNOWN, body);
    }

    static TillReply of(BalanceAnswer answer) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (answer instanceof BalanceAnswer.Shown shown) {
            body.put("outcome", "DONE");
            put(body, shown.balance());
        } else {
            body.put("outcome", "REFUSED");
            body.put("reason", ((BalanceAnswer.Refused) answer).reason().name());
        }
        return new TillReply(FINAL, body);
    }

    static TillReply of(BatchAnswer answer) {
        ObjectNode body = object(answer, answer.key());
        if (answer instanceof BatchAnswer.Matched matched) {
            return new TillReply(FINAL, body.put("replayed", matched.replayed()));
        }
        if (answer instanceof BatchAnswer.Different different) {
            for (BatchDifference difference : different.differences()) {
                ObjectNode line = body.withArray("differences").addObject();
                line.put("operation", difference.kind().name());
                line.put("terminalCount", difference.terminalCount());
                put(line.putObject("terminalAmount"), difference.terminalAmount());
                line.put("ledgerCount", difference.ledgerCount());
                put(line.putObject("ledgerAmount"), difference.ledgerAmount());
            }
            body.put("more", different.more());
            return new TillReply(FINAL, body.put("replayed", different.replayed()));
        }
        return new TillReply(answer instanceof BatchAnswer.Conflict ? CONFLICT : UNKNOWN, body);
    }

    static TillReply of(OfflineAnswer answer) {
        ObjectNode body = object(answer, answer.key());
        if (answer instanceof OfflineAnswer.Booked booked) {
            put(body.putObject("debited"), booked.debited());
            put(body.putObject("suspense"), booked.suspense());
            return new TillReply(FINAL, body.put("replayed", booked.replayed()));
        }
        return new TillReply(answer instanceof OfflineAnswer.Conflict ? CONFLICT : UNKNOWN, body);
    }

    /** The books could not be used. */
    static TillReply of(LedgerException failed, Optional<OperationKey> key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("outcome", failed.outcomeUnknown() ? "UNKNOWN" : "NOT_DONE");
        key.ifPresent(known -> body.put("key", known.value()));
        body.put("reason", failed.reason().name());
        return new TillReply(failed.outcomeUnknown() ? UNKNOWN : NOT_DONE, body);
    }

    /** Something went wrong that nobody thought of: it may have happened after the books were written. */
    static TillReply unforeseen(Optional<OperationKey> key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("outcome", "UNKNOWN");
        key.ifPresent(known -> body.put("key", known.value()));
        return new TillReply(UNKNOWN, body);
    }

    /** Nothing was done, because the request is none. */
    static TillReply wrong(int status, String message) {
        return new TillReply(status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    /** What became of it, in one word. */
    String outcome() {
        return body.path("outcome").asText("WRONG");
    }

    private static ObjectNode object(Object answer, OperationKey key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("outcome", answer.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        return body.put("key", key.value());
    }

    private static void put(ObjectNode body, CardBalance balance) {
        put(body.putObject("ledger"), balance.ledger());
        put(body.putObject("held"), balance.held());
        put(body.putObject("available"), balance.available());
    }

    private static void put(ObjectNode amount, Money money) {
        amount.put("currency", money.getCurrencyUnit().getCode());
        amount.put("minorUnits", money.getAmountMinorLong());
    }
}
