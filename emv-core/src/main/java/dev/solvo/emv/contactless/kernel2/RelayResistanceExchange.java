package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.contactless.relay.RelayResistance;
import dev.solvo.emv.contactless.relay.RelayResistanceAnswer;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Map;

/**
 * Sends EXCHANGE RELAY RESISTANCE DATA, at most three times, and judges how long the card took. Book C-2, relay resistance.
 *
 * <p>The terminal's entropy is the unpredictable number, a fresh one for each command; the last one stays that of the
 * transaction. What the card said of itself is checked again inside its signature.
 */
final class RelayResistanceExchange {
    private static final String REFERENCE = "Book C-2, relay resistance protocol";

    private final Kernel2Transaction transaction;
    private final Kernel2Transaction.Following following;
    private final RelayResistance judge;
    private int attempt = 1;

    RelayResistanceExchange(Kernel2Transaction transaction, Kernel2Transaction.Following following) {
        this.transaction = transaction;
        this.following = following;
        this.judge = new RelayResistance(transaction.configuration().relayResistanceLimits());
    }

    KernelStep begin() {
        return send(transaction.data().get(EmvTag.UNPREDICTABLE_NUMBER).get());
    }

    private KernelStep send(Bytes entropy) {
        put(Kernel2Tag.TERMINAL_RELAY_RESISTANCE_ENTROPY, entropy);
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
        store(entropy, answer, result);
        transaction.explain(
                "Time of the answer to EXCHANGE RELAY RESISTANCE DATA",
                REFERENCE,
                () -> inputs(answer, result),
                result.verdict().toString());
        return switch (result.verdict()) {
            case TOO_FAST ->
                transaction.conclusion().end(Level2.CARD_DATA_ERROR, 0, "the card answered faster than it says it can");
            case REPEAT -> {
                attempt++;
                yield send(transaction.session().drawUnpredictableNumber());
            }
            case CONTINUE -> finished(answer, result);
        };
    }

    private void store(Bytes entropy, RelayResistanceAnswer answer, RelayResistance.Result result) {
        put(Kernel2Tag.DEVICE_RELAY_RESISTANCE_ENTROPY, answer.entropy());
        put(Kernel2Tag.MINIMUM_TIME, RelayResistanceAnswer.bytes(answer.minimumTime()));
        put(Kernel2Tag.MAXIMUM_TIME, RelayResistanceAnswer.bytes(answer.maximumTime()));
        put(Kernel2Tag.DEVICE_ESTIMATED_TRANSMISSION_TIME, RelayResistanceAnswer.bytes(answer.estimatedResponseTime()));
        put(Kernel2Tag.MEASURED_PROCESSING_TIME, RelayResistanceAnswer.bytes(result.measuredTime()));
        put(Kernel2Tag.RELAY_RESISTANCE_COUNTER, Bytes.ofUnsigned(attempt));
        transaction.relayResistanceData = entropy.plus(answer.toBytes());
    }

    private KernelStep finished(RelayResistanceAnswer answer, RelayResistance.Result result) throws EmvDataException {
        if (result.timeLimitsExceeded()) {
            transaction.set(RelayResistanceBit.TIME_LIMITS_EXCEEDED, REFERENCE, () -> inputs(answer, result));
        }
        if (result.thresholdExceeded()) {
            transaction.set(RelayResistanceBit.THRESHOLD_EXCEEDED, REFERENCE, () -> inputs(answer, result));
        }
        transaction.set(RelayResistanceBit.PERFORMED, REFERENCE, () -> inputs(answer, result));
        return following.go();
    }

    private Map<String, String> inputs(RelayResistanceAnswer answer, RelayResistance.Result result) {
        return Kernel2Transaction.inputs(
                "measured, x100 us",
                Integer.toString(result.measuredTime()),
                "card's minimum",
                Integer.toString(answer.minimumTime()),
                "card's maximum",
                Integer.toString(answer.maximumTime()),
                "card's estimate",
                Integer.toString(answer.estimatedResponseTime()),
                "attempt",
                Integer.toString(attempt));
    }

    private void put(Tag tag, Bytes value) {
        transaction.data().putApplication(tag, value);
    }
}
