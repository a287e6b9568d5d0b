package dev.solvo.emv.contactless.kernel8;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.contactless.relay.RelayResistance;
import dev.solvo.emv.contactless.relay.RelayResistanceAnswer;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.function.Supplier;

/** EXCHANGE RELAY RESISTANCE DATA, as in kernel 2; the MAC in the issuer's data covers it. Book C-8, 21. */
final class RelayExchange {
    private static final String REFERENCE = "Book C-8, relay resistance";

    private final Kernel8Transaction transaction;
    private final Supplier<KernelStep> following;
    private final RelayResistance judge;
    private int attempt = 1;

    RelayExchange(Kernel8Transaction transaction, Supplier<KernelStep> following) {
        this.transaction = transaction;
        this.following = following;
        this.judge = new RelayResistance(transaction.configuration().relayResistanceLimits());
    }

    KernelStep begin() {
        return send(transaction.get(EmvTag.UNPREDICTABLE_NUMBER).get());
    }

    private KernelStep send(Bytes entropy) {
        return transaction
                .session()
                .transmit(
                        CommandApdu.case4(0x80, 0xEA, 0x00, 0x00, entropy, CommandApdu.LE_ALL),
                        exchange -> answered(entropy, exchange));
    }

    private KernelStep answered(Bytes entropy, Exchange exchange) throws EmvDataException {
        if (!exchange.response().statusWord().isSuccess()) {
            return transaction.conclusion().unexpectedStatus("EXCHANGE RELAY RESISTANCE DATA", exchange.response());
        }
        RelayResistanceAnswer answer =
                RelayResistanceAnswer.parse(exchange.response().data());
        RelayResistance.Result result = judge.judge(answer, exchange.elapsedNanos(), attempt);
        transaction.relayResistanceData = entropy.plus(answer.toBytes());
        transaction.explain(
                "Time of the answer to EXCHANGE RELAY RESISTANCE DATA",
                REFERENCE,
                () -> Kernel8Transaction.inputs(
                        "measured, x100 us",
                        Integer.toString(result.measuredTime()),
                        "card's minimum",
                        Integer.toString(answer.minimumTime()),
                        "card's maximum",
                        Integer.toString(answer.maximumTime()),
                        "attempt",
                        Integer.toString(attempt)),
                result.verdict().toString());
        return switch (result.verdict()) {
            case TOO_FAST ->
                transaction.conclusion().end(Level2.CARD_DATA_ERROR, 0, "the card answered faster than it says it can");
            case REPEAT -> {
                attempt++;
                yield send(transaction.session().drawUnpredictableNumber());
            }
            case CONTINUE -> finished(result);
        };
    }

    private KernelStep finished(RelayResistance.Result result) {
        if (result.timeLimitsExceeded()) {
            transaction.set(
                    Kernel8Transaction.RELAY_TIME_LIMITS_EXCEEDED, "Relay resistance time limits exceeded", REFERENCE);
        }
        if (result.thresholdExceeded()) {
            transaction.set(
                    Kernel8Transaction.RELAY_THRESHOLD_EXCEEDED, "Relay resistance threshold exceeded", REFERENCE);
        }
        transaction.set(Kernel8Transaction.RELAY_PERFORMED, "Relay resistance performed", REFERENCE);
        return following.get();
    }
}
