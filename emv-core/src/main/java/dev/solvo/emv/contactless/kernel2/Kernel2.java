package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.KernelStep;
import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagScope;

/**
 * Contactless kernel 2, for Mastercard's applications: EMV mode with combined data authentication, and mag-stripe mode.
 * Experimental; see the package for what it follows and what it refuses.
 *
 * <p>Its parameters are those of {@link Kernel2Configuration}, taken from the combination that Entry Point selected. One object
 * serves any number of transactions.
 */
public final class Kernel2 implements ContactlessKernel {
    /** A kernel. */
    public Kernel2() {}

    @Override
    public KernelIdentifier id() {
        return KernelIdentifier.KERNEL_2;
    }

    @Override
    public TagScope tagScope() {
        return TagScope.MASTERCARD;
    }

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if one has another length or means nothing, or if the reader asks for an online PIN and
     *     neither the terminal action code for denial nor that for online has "online CVM captured" (byte 3, bit 3): the card
     *     could approve offline, and nobody would verify the PIN
     */
    @Override
    public void check(CombinationConfig configuration) {
        Kernel2Configuration.of(configuration).checkOnlinePin();
    }

    @Override
    public KernelStep activate(KernelSession session) throws EmvDataException {
        Kernel2Configuration configuration = Kernel2Configuration.of(session.configuration());
        configuration.putInto(session.data());
        Kernel2Transaction transaction = new Kernel2Transaction(session, configuration);
        session.onDataError(transaction.conclusion()::brokenData);
        session.onFailure(transaction.conclusion()::noAnswer);
        return new Initiation(transaction).begin();
    }
}
