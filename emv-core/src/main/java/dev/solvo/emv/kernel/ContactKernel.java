package dev.solvo.emv.kernel;

import dev.solvo.emv.DecisionObserver;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.TagDictionary;
import java.time.Clock;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The contact kernel: EMV 4.4 Books 1 to 4, from application selection to completion.
 *
 * <p>A kernel is immutable and may run any number of transactions, one after the other or interleaved, on any threads. It
 * reads the clock once per transaction and randomness only from what it was given, so a transaction with the same inputs
 * sends the same bytes. It does no input or output, starts no thread, waits for nothing and writes no log.
 *
 * <pre>{@code
 * KernelStep step = kernel.begin(TransactionRequest.purchase(Money.ofMinor(EUR, 1234)));
 * }</pre>
 */
public final class ContactKernel {
    private final TerminalConfig terminal;
    private final Clock clock;
    private final Random random;
    private final TagDictionary dictionary;
    private final @Nullable DecisionObserver observer;

    private ContactKernel(
            TerminalConfig terminal,
            Clock clock,
            Random random,
            TagDictionary dictionary,
            @Nullable DecisionObserver observer) {
        this.terminal = terminal;
        this.clock = clock;
        this.random = random;
        this.dictionary = dictionary;
        this.observer = observer;
    }

    /**
     * A kernel.
     *
     * @param terminal what the terminal is and which applications and keys it has
     * @param clock the terminal's clock in its own time zone
     * @param random source of unpredictable numbers, random selection and PIN padding: a
     *     {@link java.security.SecureRandom} in a terminal, a seeded source where a transaction is to be repeated
     */
    public ContactKernel(TerminalConfig terminal, Clock clock, Random random) {
        this(terminal, clock, random, TagDictionary.load(), null);
    }

    /**
     * The same kernel with someone listening to its decisions.
     *
     * @param listener hears each decision of each transaction
     * @return another kernel
     */
    public ContactKernel observedBy(DecisionObserver listener) {
        return new ContactKernel(terminal, clock, random, dictionary, listener);
    }

    /**
     * The same kernel with another configuration; transactions under way keep theirs.
     *
     * @param replacement the new configuration
     * @return another kernel
     */
    public ContactKernel with(TerminalConfig replacement) {
        return new ContactKernel(replacement, clock, random, dictionary, observer);
    }

    /**
     * Begins a transaction with the card that is in the reader.
     *
     * @param request what is to be paid
     * @return the first step
     */
    public KernelStep begin(TransactionRequest request) {
        Transaction transaction =
                new Transaction(terminal, request, clock, random, observer, new DataStore(dictionary));
        return new TransactionRun(transaction).start();
    }
}
