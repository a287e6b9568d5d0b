package dev.solvo.conformance.transaction;

import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.file.CaseKind;
import dev.solvo.conformance.file.CaseObject;
import java.util.List;

/** Cases that are one transaction, with contacts or without. */
public final class TransactionKind implements CaseKind {
    private final boolean contactless;
    private final KernelUnderTest kernel;
    private final CardUnderTest cards;

    private TransactionKind(boolean contactless, KernelUnderTest kernel, CardUnderTest cards) {
        this.contactless = contactless;
        this.kernel = kernel;
        this.cards = cards;
    }

    /**
     * Cases with {@code kind: contact}.
     *
     * @param kernel the terminal's side
     * @param cards the cards' side
     * @return the kind
     */
    public static TransactionKind contact(KernelUnderTest kernel, CardUnderTest cards) {
        return new TransactionKind(false, kernel, cards);
    }

    /**
     * Cases with {@code kind: contactless}.
     *
     * @param kernel the terminal's side
     * @param cards the cards' side
     * @return the kind
     */
    public static TransactionKind contactless(KernelUnderTest kernel, CardUnderTest cards) {
        return new TransactionKind(true, kernel, cards);
    }

    @Override
    public String name() {
        return contactless ? "contactless" : "contact";
    }

    @Override
    public CaseProcedure read(CaseObject file) {
        CardDescription card = CardReading.read(file);
        TerminalReading.Terminal terminal = TerminalReading.read(file, contactless);
        TransactionReading.Order order = TransactionReading.read(file);
        ScriptedCardholder.Script cardholder = CardholderReading.read(file, contactless);
        ScriptedHost.Script host = HostReading.read(file);
        List<CardFault> faults = CardFault.read(file);
        if (contactless) {
            file.text("attack");
        }
        List<Expectation> expectations = ExpectReading.read(file, contactless);
        return new TransactionProcedure(kernel, cards, card, terminal, order, cardholder, host, faults, expectations);
    }
}
