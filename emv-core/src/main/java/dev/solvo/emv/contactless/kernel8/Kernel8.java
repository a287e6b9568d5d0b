package dev.solvo.emv.contactless.kernel8;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;

/**
 * Contactless kernel 8: a channel with keys that card and kernel agree on, local authentication by certificates on P-256, and
 * MACs over the transaction. <strong>Experimental</strong>: one public implementation is its only source; see the package.
 *
 * <p>Every mandatory {@link Kernel8Parameter} must stand in the combination's kernel data. One object serves any number of
 * transactions. The kernel's ephemeral key is drawn from the session's randomness, which must be secure.
 */
public final class Kernel8 implements ContactlessKernel {
    /** A kernel. */
    public Kernel8() {}

    @Override
    public KernelIdentifier id() {
        return KernelIdentifier.KERNEL_8;
    }

    @Override
    public TagScope tagScope() {
        return TagScope.KERNEL_8;
    }

    /**
     * Looks for the mandatory parameters.
     *
     * @throws IllegalArgumentException if one is missing, or one has another length
     */
    @Override
    public void check(CombinationConfig configuration) {
        Kernel8Configuration.of(configuration);
    }

    /**
     * Begins with a selected application.
     *
     * @throws IllegalArgumentException if a mandatory parameter is not configured
     */
    @Override
    public KernelStep activate(KernelSession session) throws EmvDataException {
        Kernel8Transaction transaction =
                new Kernel8Transaction(session, Kernel8Configuration.of(session.configuration()));
        session.onDataError(transaction.conclusion()::brokenData);
        session.onFailure(transaction.conclusion()::noAnswer);
        return new ChannelAgreement(transaction).begin();
    }
}
