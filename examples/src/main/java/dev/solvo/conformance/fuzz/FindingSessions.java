package dev.solvo.conformance.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.conformance.transaction.TransactionCase;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.Outcome;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes sessions of findings, of crashes and hangs too. */
final class FindingSessions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<TransactionRecording, KernelUnderTest> kernels;
    private final TransactionRecording recording;
    private final Trials trials;

    FindingSessions(
            Function<TransactionRecording, KernelUnderTest> kernels, TransactionRecording recording, Trials trials) {
        this.kernels = kernels;
        this.recording = recording;
        this.trials = trials;
    }

    /**
     * The session of a transaction with changed answers. One without an end holds all that went into the kernel, and the kind of the
     * fault in place of an outcome.
     */
    Optional<String> of(TransactionCase transaction, List<Mutation> mutations, FaultKind kind)
            throws InterruptedException {
        Keeping kept = new Keeping(recording);
        Trials.Trial trial = record(transaction, mutations, kept);
        if (trial.sessionJson().isPresent() || kept.recorder == null) {
            return trial.sessionJson();
        }
        // A recorder needs an outcome; any will do, for it is replaced.
        Keeping any = new Keeping(recording);
        record(
                transaction,
                List.of(new Mutation(1, new AnswerChange.NoAnswer(CardTransportException.Kind.CARD_REMOVED))),
                any);
        return any.outcome == null
                ? Optional.empty()
                : Optional.of(withoutEnd(kept.recorder.sessionJson(any.outcome), kind));
    }

    private Trials.Trial record(TransactionCase transaction, List<Mutation> mutations, Keeping kept)
            throws InterruptedException {
        return trials.of(List.of(new Attempt(transaction, kernels.apply(kept), mutations)), true)
                .get(0);
    }

    private static String withoutEnd(String sessionJson, FaultKind kind) {
        try {
            ObjectNode session = (ObjectNode) JSON.readTree(sessionJson);
            session.putObject("outcome").put("outcome", kind.name());
            return session.toPrettyString();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a recorder writes JSON", broken);
        }
    }

    /** Keeps the recorder in reach when the kernel does not come to its end. */
    private static final class Keeping implements TransactionRecording {
        private final TransactionRecording recording;
        private TransactionRecording.@Nullable Recorder recorder;
        private @Nullable Outcome outcome;

        Keeping(TransactionRecording recording) {
            this.recording = recording;
        }

        @Override
        public Optional<Recorder> begin(PreparedTransaction transaction, SecureRandom random) {
            Optional<Recorder> begun = recording.begin(transaction, random);
            recorder = begun.orElse(null);
            return begun.map(Telling::new);
        }

        private final class Telling implements Recorder {
            private final Recorder kept;

            Telling(Recorder kept) {
                this.kept = kept;
            }

            @Override
            public SecureRandom random() {
                return kept.random();
            }

            @Override
            public CardTransport listening(CardTransport card) {
                return kept.listening(card);
            }

            @Override
            public Cardholder listening(Cardholder cardholder) {
                return kept.listening(cardholder);
            }

            @Override
            public Acquirer listening(Acquirer acquirer) {
                return kept.listening(acquirer);
            }

            @Override
            public String sessionJson(Outcome end) {
                outcome = end;
                return kept.sessionJson(end);
            }
        }
    }
}
