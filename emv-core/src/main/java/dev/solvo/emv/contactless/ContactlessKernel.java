package dev.solvo.emv.contactless;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;

/**
 * What speaks with a card after Entry Point has selected its application. EMV Book B, kernel activation.
 *
 * <p>Anybody may implement it: Entry Point is handed its kernels as a list. One object serves any number of transactions,
 * interleaved too, so what belongs to one activation lives in an object that {@link #activate} makes.
 *
 * <p>A kernel reads no clock, waits for nothing and draws randomness from the session only. It begins with what the session
 * holds and works in steps: it returns the step it waits for, each answer to the step returns the next one, and at its end it
 * returns what {@link KernelSession#end} gives it. The shape of it:
 *
 * <pre>{@code
 * public KernelStep activate(KernelSession session) throws EmvDataException {
 *     session.storeFci();
 *     Bytes pdolData = session.fillPdol();
 *     return session.transmit(ContactlessCommand.getProcessingOptions(pdolData), exchange -> answered(session, exchange));
 * }
 * }</pre>
 *
 * <p>How long the card took is {@code exchange.elapsedNanos()}: nanoseconds between the last byte sent and the first one
 * received, as near as the reader can tell, 0 where time has no meaning (recorded dialogues).
 */
public interface ContactlessKernel {
    /**
     * Which kernel this is.
     *
     * @return the identifier that combinations are configured with
     */
    KernelIdentifier id();

    /**
     * Whose meanings the tags of this kernel's cards have.
     *
     * @return the scope of the session's data store; {@link TagScope#PROPRIETARY} for kernels that this library does not know
     */
    TagScope tagScope();

    /**
     * Looks at a combination before any card comes; Entry Point calls it once for each combination of this kernel when it is made.
     *
     * @param configuration the combination, with the kernel's parameters among its kernel data
     * @throws IllegalArgumentException if the kernel cannot work with it; the message names the parameter
     */
    default void check(CombinationConfig configuration) {}

    /**
     * Begins with a selected application.
     *
     * <p>When the session has a {@linkplain KernelSession#restart() restart}, the issuer has answered the online request of an
     * earlier activation and the card was presented and selected again.
     *
     * @param session what Entry Point hands over, and the way back
     * @return the first step
     * @throws EmvDataException if the card's data cannot be used: the session ends as {@link KernelSession#onDataError} says
     */
    KernelStep activate(KernelSession session) throws EmvDataException;
}
