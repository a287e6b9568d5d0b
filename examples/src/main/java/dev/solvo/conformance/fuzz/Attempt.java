package dev.solvo.conformance.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseObservation;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.CaseSetting;
import dev.solvo.conformance.transaction.KernelAnswer;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.conformance.transaction.TransactionCase;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.VerifyBiometric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case's transaction once, with some answers changed. */
final class Attempt implements CaseProcedure {
    /** What a scripted cardholder does may not fit what a changed card makes the kernel ask. */
    private static final Set<String> MISUSED = Set.of(EnterPin.class.getName(), VerifyBiometric.class.getName());

    private final TransactionCase transaction;
    private final KernelUnderTest kernel;
    private final List<Mutation> mutations;
    private volatile @Nullable MutatingCard card;
    private @Nullable Ended ended;
    private @Nullable Fault fault;
    private @Nullable String sessionJson;

    Attempt(TransactionCase transaction, KernelUnderTest kernel, List<Mutation> mutations) {
        this.transaction = transaction;
        this.kernel = kernel;
        this.mutations = List.copyOf(mutations);
    }

    /** What was said so far; may be asked of an attempt that hangs. */
    List<Delivery> deliveries() {
        MutatingCard inserted = card;
        return inserted == null ? List.of() : inserted.deliveries();
    }

    /** How it ended; empty where there is a fault, or the attempt was none. */
    Optional<Ended> ended() {
        return Optional.ofNullable(ended);
    }

    /** The crash or hang, if there was one. */
    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The session, if one was wanted and the transaction ended. */
    Optional<String> sessionJson() {
        return Optional.ofNullable(sessionJson);
    }

    @Override
    public CaseObservation run(CaseSetting setting) throws CaseException, InterruptedException {
        return transaction.against(new Changing()).run(setting);
    }

    private final class Changing implements KernelUnderTest {
        @Override
        public String name() {
            return kernel.name();
        }

        @Override
        public String checksum() {
            return kernel.checksum();
        }

        @Override
        public boolean explains() {
            return kernel.explains();
        }

        @Override
        public KernelAnswer run(PreparedTransaction given) throws CaseException, InterruptedException {
            MutatingCard inserted = MutatingCard.before(given.card(), mutations);
            card = inserted;
            PreparedTransaction changed = new PreparedTransaction(
                    given.terminal(),
                    given.combinations(),
                    given.request(),
                    given.instant(),
                    given.zone(),
                    given.seed(),
                    inserted,
                    given.cardholder(),
                    given.acquirer(),
                    given.log(),
                    given.sessionWanted());
            try {
                KernelAnswer answer = kernel.run(changed);
                ended = new Ended(answer.report(), inserted.deliveries(), given.terminal());
                sessionJson = answer.sessionJson().orElse(null);
                return answer;
            } catch (EndlessTransactionException endless) {
                fault = new Fault(FaultKind.HANG, String.valueOf(endless.getMessage()));
            } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError | OutOfMemoryError thrown) {
                if (!isMisuse(thrown)) {
                    fault = new Fault(FaultKind.CRASH, place(thrown));
                }
            }
            return new KernelAnswer(JsonNodeFactory.instance.objectNode(), Optional.empty());
        }
    }

    private static boolean isMisuse(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return thrown instanceof IllegalStateException && trace.length > 0 && MISUSED.contains(trace[0].getClassName());
    }

    /** Class and place, but not the message: it may name the card's data, and differs where the mistake is the same. */
    private static String place(Throwable thrown) {
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (element.getClassName().startsWith("dev.solvo.")) {
                return thrown.getClass().getName() + " at " + element.getClassName() + "." + element.getMethodName()
                        + ":" + element.getLineNumber();
            }
        }
        return thrown.getClass().getName();
    }
}
