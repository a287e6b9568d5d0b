package dev.solvo.conformance.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import java.util.List;

/**
 * How a transaction ended.
 *
 * @param report what the kernel reports
 * @param deliveries what was said
 * @param terminal the terminal's configuration
 */
record Ended(ObjectNode report, List<Delivery> deliveries, ObjectNode terminal) {
    /** Who approved, the most careful one first. */
    enum Approval {
        NOBODY,
        ISSUER,
        CARD_AND_TERMINAL
    }

    /** A transaction that did not end. */
    static Ended never(List<Delivery> deliveries) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new Ended(json.objectNode(), deliveries, json.objectNode());
    }

    /** Cases of which this is the same are one to the fuzzer. */
    List<Object> essence() {
        return List.of(deliveries, outcome(), method(), authentication(), approval());
    }

    String outcome() {
        return report.path("outcome").asText();
    }

    Method method() {
        return Method.valueOf(report.path("odaMethod").asText(Method.NONE.name()));
    }

    Status authentication() {
        return Status.valueOf(report.path("odaResult").asText(Status.NOT_PERFORMED.name()));
    }

    /** Byte 3 of the terminal capabilities, 9F33. */
    int securityCapability() {
        try {
            return TerminalConfigJson.parse(terminal.toString())
                    .terminalCapabilities()
                    .toBytes()
                    .unsigned(2);
        } catch (EmvDataException wrong) {
            throw new IllegalStateException("the transaction was run with this terminal", wrong);
        }
    }

    /** Where money goes out, a refund is to be feared like an approval. */
    Approval approval() {
        if (!outcome().equals("APPROVED") && !outcome().equals("REFUND_ACCEPTED")) {
            return Approval.NOBODY;
        }
        return report.path("hostState").asText().equals("CONFIRMED") ? Approval.ISSUER : Approval.CARD_AND_TERMINAL;
    }
}
