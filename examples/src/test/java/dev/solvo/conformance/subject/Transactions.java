package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.terminal.SoftwarePinPad;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.PaymentLog;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.joda.money.Money;

/** Contact transactions of 10.00 with a simulated card, a cardholder who knows his PIN, and no host. */
final class Transactions {
    private static final long SEED = 7;

    private Transactions() {}

    static PreparedTransaction with(String card) throws IOException {
        return with(SimulatedCard.insert(CardImages.named(card), SEED));
    }

    static PreparedTransaction with(CardTransport card) throws IOException {
        PaymentLog log = new PaymentLog(event -> {});
        return new PreparedTransaction(
                (ObjectNode) new ObjectMapper().readTree(TerminalConfigJson.testTerminal()),
                Optional.empty(),
                TransactionRequest.purchase(Money.parse("EUR 10.00")),
                Instant.parse("2026-03-01T12:00:00Z"),
                ZoneOffset.UTC,
                SEED,
                new ObservedTransport(card, log),
                new Person(log),
                new NoHost(log),
                log,
                false);
    }

    private static final class Person implements Cardholder {
        private final PaymentLog log;
        private final SoftwarePinPad pinPad =
                new SoftwarePinPad(step -> Optional.of(Pin.of("1234")), SeededRandom.of(SEED));

        Person(PaymentLog log) {
            this.log = log;
        }

        @Override
        public KernelStep enterPin(EnterPin step) {
            return pinPad.enter(step);
        }

        @Override
        public void show(StandardMessage message, String language, Bytes data) {
            log.shown(message);
        }

        @Override
        public void show(UserInterfaceRequest request) {
            log.displayed(request);
        }
    }

    private static final class NoHost implements Acquirer {
        private final PaymentLog log;

        NoHost(PaymentLog log) {
            this.log = log;
        }

        @Override
        public void storeReversal(Reversal reversal) {
            // What is owed stands in the outcome.
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            Answer answer = new Answer.NotSent();
            log.askedIssuer(answer);
            return answer;
        }
    }
}
