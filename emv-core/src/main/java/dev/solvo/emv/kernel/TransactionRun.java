package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.function.Supplier;

/**
 * Walks one transaction through the flow: runs functions until one of them waits for the outside, and goes on from there
 * when the step is answered.
 */
final class TransactionRun implements Next.Resumption {
    private final Transaction transaction;
    private final List<TransactionFlow.Stage> stages = TransactionFlow.stages();
    private final ApplicationSelection applicationSelection = new ApplicationSelection();
    private int stage = -1;

    TransactionRun(Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep start() {
        return follow(Next.proceed());
    }

    /** Goes on with what an answer brings. */
    @Override
    public KernelStep resume(Next.Continuation continuation) {
        return follow(attempt(continuation));
    }

    private KernelStep follow(Next first) {
        Next next = first;
        while (true) {
            if (next instanceof Next.Proceed) {
                if (!advance()) {
                    return conclude(Conclusion.of(transaction));
                }
                TransactionFlow.Stage reached = stages.get(stage);
                transaction.explain(reached.title(), reached.reference(), "");
                next = begin(function());
            } else if (next instanceof Next.SelectAnotherApplication) {
                transaction.startOver();
                stage = 0;
                next = begin(applicationSelection);
            } else if (next instanceof Next.Send send) {
                return new TransmitApdu(
                        send.command(),
                        exchange -> answered(send, exchange.response()),
                        kind -> resume(() -> send.failed().on(kind)),
                        () -> cancelled(send));
            } else if (next instanceof Next.Ask ask) {
                return ask.step().apply(this);
            } else if (next instanceof Next.Terminate end) {
                return conclude(Conclusion.terminated(transaction, end));
            } else {
                throw new AssertionError(next);
            }
        }
    }

    /** Once the last cryptogram has decided, giving up what is left of the session changes nothing. */
    private KernelStep cancelled(Next.Send send) {
        return transaction.isDecided()
                ? conclude(Conclusion.of(transaction))
                : follow(Next.terminate(
                        TerminationReason.CANCELLED, "cancelled before " + send.command() + " was sent"));
    }

    private boolean advance() {
        do {
            stage++;
        } while (stage < stages.size() && !stages.get(stage).isNeededBy(transaction));
        return stage < stages.size();
    }

    private TransactionFunction function() {
        return stage == 0 ? applicationSelection : stages.get(stage).function();
    }

    private KernelStep answered(Next.Send send, ResponseApdu response) {
        Next next;
        try {
            next = send.answered().on(response);
        } catch (EmvDataException broken) {
            next = broken(broken);
        }
        return follow(next);
    }

    private Next begin(TransactionFunction function) {
        try {
            return function.begin(transaction);
        } catch (EmvDataException broken) {
            return broken(broken);
        }
    }

    private static Next attempt(Next.Continuation continuation) {
        try {
            return continuation.go();
        } catch (EmvDataException broken) {
            return broken(broken);
        }
    }

    /** Data that must be there and are not, or are wrongly coded, end the session. EMV 4.4 Book 3, 7.5. */
    private static Next broken(EmvDataException broken) {
        return Next.cardError(String.valueOf(broken.getMessage()));
    }

    /** Shows how it ended and asks for the card to be taken out. EMV 4.4 Book 4, 11.2. */
    private KernelStep conclude(Outcome outcome) {
        transaction.pin.close();
        Supplier<KernelStep> completed = () -> new Completed(outcome);
        return show(Conclusion.message(outcome), () -> show(StandardMessage.REMOVE_CARD, completed));
    }

    private KernelStep show(StandardMessage message, Supplier<KernelStep> then) {
        return new ShowMessage(message, transaction.language(), Bytes.EMPTY, then);
    }
}
