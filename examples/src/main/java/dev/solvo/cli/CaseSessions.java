package dev.solvo.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.Outcome;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Makes sessions of the transactions of conformance cases, as {@code solvo pay --record} and {@code solvo tap --record} do. */
final class CaseSessions implements TransactionRecording {
    private final boolean live;

    /**
     * Sessions.
     *
     * @param live whether real cards pay
     */
    CaseSessions(boolean live) {
        this.live = live;
    }

    @Override
    public Optional<Recorder> begin(PreparedTransaction transaction, SecureRandom random) {
        return Optional.of(new OfCase(
                transaction,
                new SessionRecorder(
                        live,
                        transaction.terminal().deepCopy(),
                        transaction.combinations().map(ObjectNode::deepCopy),
                        Clock.fixed(transaction.instant(), transaction.zone()),
                        random)));
    }

    private record OfCase(PreparedTransaction transaction, SessionRecorder recorder) implements Recorder {
        @Override
        public SecureRandom random() {
            return recorder.random();
        }

        @Override
        public CardTransport listening(CardTransport card) {
            return card instanceof ContactlessReader reader
                    ? recorder.listening(reader)
                    : new ObservedTransport(card, recorder);
        }

        @Override
        public Cardholder listening(Cardholder cardholder) {
            return recorder.listening(cardholder);
        }

        @Override
        public Acquirer listening(Acquirer acquirer) {
            return recorder.listening(acquirer);
        }

        @Override
        public String sessionJson(Outcome outcome) {
            return SessionJson.write(recorder.session(transaction.request(), outcome))
                    .toPrettyString();
        }
    }
}
