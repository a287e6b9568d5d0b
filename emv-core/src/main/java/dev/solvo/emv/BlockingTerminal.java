package dev.solvo.emv;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import java.util.Optional;

/**
 * Carries a transaction from its first step to its outcome in one call, for terminals that may block a thread.
 *
 * <pre>{@code
 * Outcome outcome = BlockingTerminal.run(kernel.begin(request), transport, cardholder, acquirer);
 * }</pre>
 *
 * <p>A loop and no more: whoever wants to cancel, to suspend, or to use several threads writes his own.
 */
public final class BlockingTerminal {
    private BlockingTerminal() {}

    /**
     * Answers every step until the transaction is over.
     *
     * <p>What cardholder, acquirer or observer throw ends the transaction without an outcome. If that happens after
     * {@link Acquirer#storeReversal}, the reversal stays stored and is owed.
     *
     * @param first what the kernel returned at the beginning
     * @param transport the way to the card; a {@link ContactlessReader} for contactless cards. Any other transport counts as a
     *     field with one card in it that is never switched off
     * @param cardholder the person at the terminal
     * @param acquirer the way to the issuer
     * @return how the transaction ended
     */
    public static Outcome run(KernelStep first, CardTransport transport, Cardholder cardholder, Acquirer acquirer) {
        KernelStep step = first;
        // The kernel bounds the number of its steps, as it bounds every loop over what a card answers.
        while (!(step instanceof Completed)) {
            step = answer(step, transport, cardholder, acquirer);
        }
        return ((Completed) step).outcome();
    }

    private static KernelStep answer(
            KernelStep step, CardTransport transport, Cardholder cardholder, Acquirer acquirer) {
        if (step instanceof TransmitApdu transmit) {
            return transmit(transmit, transport);
        }
        if (step instanceof ChooseApplication choose) {
            Optional<ChooseApplication.Candidate> choice =
                    cardholder.chooseApplication(choose.candidates(), choose.afterFailure(), choose.language());
            return choice.isPresent() ? choose.resume(choice.get()) : choose.cancelled();
        }
        if (step instanceof EnterPin enter) {
            return cardholder.enterPin(enter);
        }
        if (step instanceof VerifyBiometric verify) {
            return cardholder.verifyBiometric(verify);
        }
        if (step instanceof ShowMessage message) {
            cardholder.show(message.message(), message.language(), message.data());
            return message.done();
        }
        if (step instanceof ShowUserInterface show) {
            cardholder.show(show.request());
            return show.done();
        }
        if (step instanceof PresentCard present) {
            return present.resume(
                    transport instanceof ContactlessReader reader ? reader.awaitCard() : PresentCard.Answer.PRESENTED);
        }
        if (step instanceof FieldOff fieldOff) {
            if (transport instanceof ContactlessReader reader) {
                reader.fieldOff(fieldOff.duration());
            }
            return fieldOff.done();
        }
        if (step instanceof LookUpTornTransaction torn) {
            return torn.resume(acquirer.takeTornTransaction(torn.pan(), torn.sequenceNumber()));
        }
        if (step instanceof StoreTornTransaction torn) {
            acquirer.storeTornTransaction(torn.content());
            return torn.done();
        }
        if (step instanceof SupplyData data) {
            return data.resume(acquirer.supplyData(data.needed()));
        }
        if (step instanceof LookUpEarlierSales sales) {
            return sales.resume(acquirer.latestSaleMinor(sales.pan(), sales.sequenceNumber()));
        }
        if (step instanceof LookUpExceptionFile file) {
            return file.resume(acquirer.lookUpExceptionFile(file.pan(), file.sequenceNumber()));
        }
        if (step instanceof AuthoriseOnline authorise) {
            return authorise(authorise, acquirer);
        }
        if (step instanceof ReferToIssuer refer) {
            return cardholder.referToIssuer(refer);
        }
        throw new AssertionError(step);
    }

    private static KernelStep transmit(TransmitApdu step, CardTransport transport) {
        Exchange exchange;
        try {
            exchange = transport.transmit(step.command());
        } catch (CardTransportException lost) {
            return step.failed(lost.kind());
        }
        return step.resume(exchange);
    }

    private static KernelStep authorise(AuthoriseOnline step, Acquirer acquirer) {
        acquirer.storeReversal(step.reversal());
        Acquirer.Answer answer = acquirer.authorise(step.request());
        if (answer instanceof Acquirer.Answer.Answered answered) {
            return step.resume(answered.response());
        }
        return answer instanceof Acquirer.Answer.NotSent ? step.notSent() : step.noAnswer();
    }
}
