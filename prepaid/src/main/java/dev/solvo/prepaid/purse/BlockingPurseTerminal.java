package dev.solvo.prepaid.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import java.io.IOException;

/**
 * Carries an operation from its first step to its end in one call, for terminals that may block a thread.
 *
 * <pre>{@code
 * PurchaseOutcome outcome = terminal.run(reader.purchase(card, PurseAccount.PURSE, amount, time));
 * }</pre>
 *
 * <p>A loop and no more. What a port throws ends the operation without an outcome; what was stored before stays pending.
 */
public final class BlockingPurseTerminal {
    private final CardTransport card;
    private final Psam psam;
    private final LoadHost host;
    private final PendingStore store;

    /**
     * A terminal with one card in its field.
     *
     * @param card the way to the card
     * @param psam the security module
     * @param host the way to the issuer
     * @param store where pending transactions outlive a loss of power
     */
    public BlockingPurseTerminal(CardTransport card, Psam psam, LoadHost host, PendingStore store) {
        this.card = card;
        this.psam = psam;
        this.host = host;
        this.store = store;
    }

    /**
     * Answers every step until the operation is over.
     *
     * @param first what {@link PurseReader} returned
     * @param <R> what the operation ends with
     * @return how it ended
     */
    public <R> R run(PurseStep<R> first) {
        PurseStep<R> step = first;
        // The operations bound the number of their steps.
        while (true) {
            if (step instanceof Completed<R> completed) {
                return completed.result();
            }
            step = answer(step);
        }
    }

    private <R> PurseStep<R> answer(PurseStep<R> step) {
        if (step instanceof TransmitApdu<R> transmit) {
            return transmit(transmit);
        }
        if (step instanceof StorePending<R> pending) {
            return store(pending);
        }
        if (step instanceof AskPsam<R> ask) {
            return ask.resume(psam.prove(ask.request()));
        }
        if (step instanceof ConfirmByPsam<R> confirm) {
            return confirm.resume(psam.confirm(confirm.mac2()));
        }
        if (step instanceof AskLoadHost<R> ask) {
            return ask.resume(host.authorise(ask.request()));
        }
        if (step instanceof TellLoadHost<R> tell) {
            return tell.resume(host.report(tell.report()));
        }
        throw new AssertionError(step);
    }

    private <R> PurseStep<R> transmit(TransmitApdu<R> step) {
        ResponseApdu response;
        try {
            response = card.transmit(step.command()).response();
        } catch (CardTransportException lost) {
            return step.failed(lost.kind());
        }
        return step.resume(response);
    }

    private <R> PurseStep<R> store(StorePending<R> step) {
        try {
            store.store(step.pending());
        } catch (IOException lost) {
            return step.notStored();
        }
        return step.stored();
    }
}
