package dev.solvo.emv.contactless;

import dev.solvo.emv.DecisionObserver;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Entry Point: pre-processing, activation of the card, choice of application and kernel, and what follows a kernel's outcome.
 * EMV Book A and Book B, as public implementations of version 2.5 cite them.
 *
 * <p>Immutable; may run any number of transactions, one after the other or interleaved, on any threads. It reads the clock once
 * a transaction and randomness only from what it was given. It does no input or output, starts no thread, waits for nothing and
 * writes no log.
 *
 * <pre>{@code
 * EntryPoint entryPoint = new EntryPoint(config, List.of(new Kernel3(), new Kernel7()), clock, random);
 * KernelStep step = entryPoint.begin(TransactionRequest.purchase(Money.ofMinor(EUR, 1234)));
 * }</pre>
 *
 * <p>The transaction ends with {@link dev.solvo.emv.Completed}; its result has the kernel's outcome with all parameters in
 * {@link dev.solvo.emv.TransactionResult#contactless()}. An online request is no end: the issuer is asked by the step
 * {@link dev.solvo.emv.AuthoriseOnline}, and his answer decides, unless the kernel wants to see the card again for it.
 *
 * <p>Not here, for nobody has established it: start D and the further outcomes and removal times of later versions of Book B.
 */
public final class EntryPoint {
    private final ContactlessConfig config;
    private final Map<KernelIdentifier, ContactlessKernel> kernels;
    private final Clock clock;
    private final Random random;
    private final TagDictionary dictionary;
    private final @Nullable DecisionObserver observer;

    private EntryPoint(
            ContactlessConfig config,
            Map<KernelIdentifier, ContactlessKernel> kernels,
            Clock clock,
            Random random,
            TagDictionary dictionary,
            @Nullable DecisionObserver observer) {
        this.config = config;
        this.kernels = kernels;
        this.clock = clock;
        this.random = random;
        this.dictionary = dictionary;
        this.observer = observer;
    }

    /**
     * An Entry Point with its kernels.
     *
     * @param config the terminal, and what it wants of each combination
     * @param kernels the kernels; combinations of kernels that are not among them are never chosen
     * @param clock the terminal's clock in its own time zone
     * @param random source of unpredictable numbers: a {@link java.security.SecureRandom} in a terminal, a seeded source where a
     *     transaction is to be repeated
     * @throws IllegalArgumentException if two kernels have the same identifier, a combination's kernel data have a length that the
     *     kernel's meaning of the tag does not allow, or the kernel cannot work with them
     */
    public EntryPoint(ContactlessConfig config, List<? extends ContactlessKernel> kernels, Clock clock, Random random) {
        this(config, byIdentifier(kernels), clock, random, TagDictionary.load(), null);
        checkKernelData();
    }

    private static Map<KernelIdentifier, ContactlessKernel> byIdentifier(List<? extends ContactlessKernel> kernels) {
        Map<KernelIdentifier, ContactlessKernel> all = new LinkedHashMap<>();
        for (ContactlessKernel kernel : kernels) {
            if (all.put(kernel.id(), kernel) != null) {
                throw new IllegalArgumentException("two kernels " + kernel.id());
            }
        }
        return Collections.unmodifiableMap(all);
    }

    private void checkKernelData() {
        for (CombinationConfig combination : config.combinations()) {
            ContactlessKernel kernel = kernels.get(combination.kernel());
            if (kernel != null) {
                DataStore probe = new DataStore(dictionary.within(kernel.tagScope()));
                for (Map.Entry<Tag, Bytes> element : combination.kernelData().entrySet()) {
                    probe.putApplication(element.getKey(), element.getValue());
                }
                kernel.check(combination);
            }
        }
    }

    /**
     * The same Entry Point with someone listening to the decisions of it and of its kernels.
     *
     * @param listener hears each decision of each transaction
     * @return another Entry Point
     */
    public EntryPoint observedBy(DecisionObserver listener) {
        return new EntryPoint(config, kernels, clock, random, dictionary, listener);
    }

    /**
     * Begins a transaction at start A, with pre-processing; the reader's field is off.
     *
     * @param request what is to be paid
     * @return the first step
     */
    public KernelStep begin(TransactionRequest request) {
        return run(request).startA();
    }

    /**
     * Begins a transaction at start B, without pre-processing: for readers whose parameters are the same for every transaction.
     * The qualifiers of tag 9F66 are used as they are configured, and no limit is looked at.
     *
     * @param request what is to be paid
     * @return the first step
     */
    public KernelStep beginAtProtocolActivation(TransactionRequest request) {
        return run(request).startB();
    }

    private EntryPointRun run(TransactionRequest request) {
        return new EntryPointRun(config, kernels, request, clock, random, dictionary, Optional.ofNullable(observer));
    }
}
