package dev.solvo.terminal;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;
import java.util.function.Consumer;

/** A kernel, and someone who hears when it is activated. */
public record WatchedKernel(ContactlessKernel kernel, Consumer<KernelIdentifier> listener)
        implements ContactlessKernel {
    @Override
    public KernelIdentifier id() {
        return kernel.id();
    }

    @Override
    public TagScope tagScope() {
        return kernel.tagScope();
    }

    @Override
    public void check(CombinationConfig configuration) {
        kernel.check(configuration);
    }

    @Override
    public KernelStep activate(KernelSession session) throws EmvDataException {
        listener.accept(kernel.id());
        return kernel.activate(session);
    }
}
