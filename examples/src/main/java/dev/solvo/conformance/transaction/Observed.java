package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.Explanation;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.CardDataMask;
import dev.solvo.transcript.PaymentLog;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction left behind.
 *
 * @param report what the kernel reports
 * @param events what happened
 * @param requests field 55 of the requests to the host
 * @param mask hides what identifies the card
 * @param explained whether decisions are among the events
 */
record Observed(
        ObjectNode report, List<PaymentLog.Event> events, List<Bytes> requests, CardDataMask mask, boolean explained) {
    List<CommandApdu> commands() {
        List<CommandApdu> commands = new ArrayList<>();
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Exchanged exchanged) {
                commands.add(exchanged.command());
            } else if (event instanceof PaymentLog.Event.NotAnswered lost) {
                commands.add(lost.command());
            }
        }
        return commands;
    }

    List<Explanation> explanations() {
        List<Explanation> all = new ArrayList<>();
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Decided decided) {
                all.add(decided.explanation());
            }
        }
        return all;
    }

    List<String> messages() {
        List<String> all = new ArrayList<>();
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Shown shown) {
                all.add(shown.message().name().replace('_', ' '));
            }
        }
        return all;
    }
}
