package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One function of a transaction that runs alone: each line says what it must ask for next, to the byte, and answers it. The
 * first thing it asks for that is not expected fails the test.
 */
final class FunctionRun implements Next.Resumption {
    /** Stands for the step that would follow the function. */
    private static final KernelStep OVER = new ShowMessage(StandardMessage.REMOVE_CARD, "en", Bytes.EMPTY, () -> {
        throw new AssertionError("the function is over");
    });

    private final Transaction transaction;
    private KernelStep step = OVER;
    private Optional<Next> ending = Optional.empty();

    private FunctionRun(Transaction transaction) {
        this.transaction = transaction;
    }

    static FunctionRun of(TransactionFunction function, Transaction transaction) {
        FunctionRun run = new FunctionRun(transaction);
        run.step = run.resume(() -> function.begin(transaction));
        return run;
    }

    Transaction transaction() {
        return transaction;
    }

    /** Expects a command and lets the card answer. */
    FunctionRun card(String command, String response) {
        return transmit(command, sent -> sent.resume(response(response), 0));
    }

    /** Expects a command whose bytes only the card can tell, and lets it answer. */
    FunctionRun card(Function<Bytes, String> card) {
        return answer(
                TransmitApdu.class,
                sent -> sent.resume(response(card.apply(sent.command().toBytes())), 0));
    }

    /** Expects a command to which no answer comes. */
    FunctionRun cardSilent(String command, CardTransportException.Kind kind) {
        return transmit(command, sent -> sent.failed(kind));
    }

    /** Expects to be asked for a PIN. */
    FunctionRun pin(Function<EnterPin, KernelStep> answer) {
        return answer(EnterPin.class, answer);
    }

    /** Expects a message to be shown. */
    FunctionRun message(StandardMessage message) {
        return answer(ShowMessage.class, shown -> {
            assertEquals(message, shown.message());
            assertEquals("en", shown.language());
            return shown.done();
        });
    }

    /** Expects a step of a kind and answers it. */
    <S extends KernelStep> FunctionRun answer(Class<S> kind, Function<S, KernelStep> answer) {
        assertTrue(ending.isEmpty(), () -> "the function is over: " + ending);
        S asked = assertInstanceOf(kind, step);
        step = Objects.requireNonNull(answer.apply(asked), "an answer leads to a step");
        return this;
    }

    /** Expects that the function is done and the next one follows. */
    FunctionRun proceeds() {
        assertInstanceOf(Next.Proceed.class, ending.orElseThrow(() -> new AssertionError("still waits: " + step)));
        return this;
    }

    /** Expects that the selected application is given up for another. */
    FunctionRun selectsAnother() {
        assertInstanceOf(
                Next.SelectAnotherApplication.class,
                ending.orElseThrow(() -> new AssertionError("still waits: " + step)));
        return this;
    }

    /** Expects that the session ends. */
    FunctionRun terminates(TerminationReason reason) {
        Next end = ending.orElseThrow(() -> new AssertionError("still waits: " + step));
        assertEquals(reason, assertInstanceOf(Next.Terminate.class, end).reason());
        return this;
    }

    FunctionRun tvr(String hex) {
        assertEquals(hex, transaction.tvr().toBytes().toHex(), "TVR");
        return this;
    }

    FunctionRun tsi(String hex) {
        assertEquals(hex, transaction.tsi().toBytes().toHex(), "TSI");
        return this;
    }

    @Override
    public KernelStep resume(Next.Continuation continuation) {
        Next next;
        try {
            next = continuation.go();
        } catch (EmvDataException broken) {
            next = Next.cardError(String.valueOf(broken.getMessage()));
        }
        if (next instanceof Next.Send send) {
            return new TransmitApdu(
                    send.command(),
                    exchange -> resume(() -> send.answered().on(exchange.response())),
                    kind -> resume(() -> send.failed().on(kind)),
                    FunctionRun::cancelled);
        }
        if (next instanceof Next.Ask ask) {
            return ask.step().apply(this);
        }
        ending = Optional.of(next);
        return OVER;
    }

    private FunctionRun transmit(String command, Function<TransmitApdu, KernelStep> answer) {
        return answer(TransmitApdu.class, sent -> {
            assertEquals(command, sent.command().toBytes().toHex(), "command");
            return answer.apply(sent);
        });
    }

    private static KernelStep cancelled() {
        throw new AssertionError("nobody cancels here");
    }

    private static ResponseApdu response(String hex) {
        try {
            return ResponseApdu.parse(Bytes.fromHex(hex));
        } catch (CardTransportException tooShort) {
            throw new IllegalArgumentException(tooShort);
        }
    }
}
