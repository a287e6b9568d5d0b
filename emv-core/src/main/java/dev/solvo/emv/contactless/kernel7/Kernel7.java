package dev.solvo.emv.contactless.kernel7;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.contactless.kernel3.FastTransaction;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;

/**
 * Contactless kernel 7: UnionPay QuickPass, after public PBOC 3.0 material; not approved by anyone.
 *
 * <p>It needs the qualifiers of tag 9F66 in the combination's configuration, in UnionPay's layout
 * ({@link dev.solvo.emv.data.UnionPayTerminalQualifiers}). Immutable.
 */
public final class Kernel7 implements ContactlessKernel {
    /** The kernel. */
    public Kernel7() {}

    @Override
    public KernelIdentifier id() {
        return KernelIdentifier.KERNEL_7;
    }

    @Override
    public TagScope tagScope() {
        return TagScope.UNIONPAY;
    }

    @Override
    public KernelStep activate(KernelSession session) throws EmvDataException {
        return FastTransaction.begin(session, new UnionPayProfile());
    }
}
