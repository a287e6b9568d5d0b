package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.transaction.KernelAnswer;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.emv.TornTransactionLog;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.transcript.PaymentLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;

/** A kernel offered to a harness over a socket. With our own kernel it is what a vendor's can be compared with. */
public final class RemoteKernelServer {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_TORN = 5;
    private static final Duration TORN_LIFETIME = Duration.ofMinutes(5);

    /** So that PIN pad and kernel do not draw the same numbers. */
    private static final long PIN_PAD = 0x50494E;

    private RemoteKernelServer() {}

    /**
     * Begins to wait for harnesses.
     *
     * @param address where; port 0 takes one that is free
     * @param kernel takes the payments
     * @param log told of connections and failures, in a line each, from any thread
     * @return the server
     * @throws IOException if the port is taken
     */
    public static SubjectServer start(InetSocketAddress address, KernelUnderTest kernel, Consumer<String> log)
            throws IOException {
        return SubjectServer.start(address, new Kernel(kernel), PATIENCE, log);
    }

    private record Kernel(KernelUnderTest kernel) implements SubjectServer.Subject {
        @Override
        public RemoteProtocol.Subject kind() {
            return RemoteProtocol.Subject.kernel;
        }

        @Override
        public void introduce(ObjectNode hello) {
            hello.put("name", kernel.name()).put("checksum", kernel.checksum()).put("explains", kernel.explains());
        }

        @Override
        public SubjectServer.Session session(Conversation harness) {
            return new Transactions(kernel, harness);
        }
    }

    private record Transactions(KernelUnderTest kernel, Conversation harness) implements SubjectServer.Session {
        @Override
        public ObjectNode answer(Message message) {
            message.expect("transaction");
            try {
                KernelAnswer answer = kernel.run(prepared(message));
                ObjectNode outcome = Message.of("outcome");
                outcome.set("report", answer.report());
                return outcome;
            } catch (CaseException wrong) {
                return RemoteProtocol.error(String.valueOf(wrong.getMessage()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new RemoteSubjectException("was given up", stopped);
            }
        }

        private PreparedTransaction prepared(Message message) {
            PaymentLog log = new PaymentLog(event -> {
                if (event instanceof PaymentLog.Event.Decided decided) {
                    harness.tell(WireData.explanation(decided.explanation()));
                }
            });
            long seed = message.number("seed");
            Instant instant;
            ZoneId zone;
            try {
                instant = Instant.parse(message.text("instant"));
                zone = ZoneId.of(message.text("zone"));
            } catch (DateTimeException wrong) {
                throw message.wrong("\"instant\" or \"zone\" is none");
            }
            return new PreparedTransaction(
                    message.object("terminal"),
                    message.has("contactless") ? Optional.of(message.object("contactless")) : Optional.empty(),
                    WireData.request(message),
                    instant,
                    zone,
                    seed,
                    new HarnessReader(harness, log),
                    new HarnessCardholder(harness, log, SeededRandom.of(seed ^ PIN_PAD)),
                    new HarnessAcquirer(
                            harness, log, new TornTransactionLog(Clock.fixed(instant, zone), MOST_TORN, TORN_LIFETIME)),
                    log,
                    false);
        }

        @Override
        public void close() {
            // Nothing outlives a transaction.
        }
    }
}
