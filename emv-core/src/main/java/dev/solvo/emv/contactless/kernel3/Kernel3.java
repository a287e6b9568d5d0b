package dev.solvo.emv.contactless.kernel3;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;

/**
 * Contactless kernel 3: Visa's qVSDC, online and offline with fast DDA. After Book C-3 as public implementations cite it; not
 * approved by anyone.
 *
 * <p>It needs the qualifiers of tag 9F66 in the combination's configuration. Its switches are the combination's
 * {@link dev.solvo.emv.config.KernelOption}s. Immutable.
 */
public final class Kernel3 implements ContactlessKernel {
    /** The kernel. */
    public Kernel3() {}

    @Override
    public KernelIdentifier id() {
        return KernelIdentifier.KERNEL_3;
    }

    @Override
    public TagScope tagScope() {
        return TagScope.VISA;
    }

    @Override
    public KernelStep activate(KernelSession session) throws EmvDataException {
        return FastTransaction.begin(session, new VisaProfile());
    }
}
