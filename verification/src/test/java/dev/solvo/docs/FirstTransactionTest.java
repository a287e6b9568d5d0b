package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/first-transaction.md}. */
final class FirstTransactionTest {
    private final List<Reversal> stored = new ArrayList<>();

    @Test
    void blocking() throws Exception {
        Outcome outcome = pay(SimulatedCard.insert(CardImages.named("online-cda"), 1));
        assertInstanceOf(Outcome.Approved.class, outcome);
        assertEquals(1, stored.size());
        assertTrue(outcome.toString().contains("999999******"), "the number prints masked");
    }

    private void store(Reversal reversal) {
        stored.add(reversal);
    }

    // docs: blocking
    Outcome pay(CardTransport card) throws EmvDataException {
        TerminalConfig terminal = TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                .withCaPublicKeys(TestPki.load().caPublicKeys());
        ContactKernel kernel = new ContactKernel(terminal, Clock.systemUTC(), new SecureRandom());
        Cardholder cardholder = new Cardholder() {
            @Override
            public KernelStep enterPin(EnterPin step) {
                return step.method().isOffline() ? step.digits(Pin.of("1234")) : step.captured();
            }
        };
        Acquirer acquirer = new Acquirer() {
            @Override
            public void storeReversal(Reversal reversal) {
                store(reversal); // before the first byte leaves: from here on the issuer may book the amount
            }

            @Override
            public Answer authorise(AuthorisationRequest request) {
                Bytes field55 = Field55Profile.GENERIC.build(request.chipData());
                return new Answer.Answered(send(request, field55)); // or NotSent, or NoAnswer
            }
        };
        TransactionRequest request = TransactionRequest.purchase(Money.parse("EUR 12.34"));
        return BlockingTerminal.run(kernel.begin(request), card, cardholder, acquirer);
    }
    // end docs

    private static AuthorisationResponse send(AuthorisationRequest request, Bytes field55) {
        AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE)
                .authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                        request.pan(), request.panSequenceNumber().orElse(PanSequenceNumber.ZERO), field55));
        AuthorisationAnswer.Answered answered = assertInstanceOf(AuthorisationAnswer.Answered.class, answer);
        IssuerResponseData data = IssuerResponseData.parse(answered.chipData());
        return AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, answered.responseCode())
                .withIssuerAuthenticationData(data.issuerAuthenticationData().orElseThrow());
    }

    @Test
    void steps() throws Exception {
        SimulatedCard card = SimulatedCard.insert(CardImages.named("offline-cda"), 1);
        TerminalConfig terminal = TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                .withCaPublicKeys(TestPki.load().caPublicKeys());
        ContactKernel kernel = new ContactKernel(terminal, Clock.systemUTC(), new SecureRandom());
        KernelStep step = kernel.begin(TransactionRequest.purchase(Money.parse("EUR 12.34")));
        // docs: steps
        while (!(step instanceof Completed)) {
            if (step instanceof TransmitApdu apdu) {
                step = apdu.resume(card.transmit(apdu.command()));
            } else if (step instanceof ShowMessage message) {
                step = message.done();
            } else if (step instanceof ChooseApplication choice) {
                step = choice.resume(choice.candidates().get(0));
            } else if (step instanceof EnterPin pin) {
                step = pin.cancelled();
            } else if (step instanceof LookUpEarlierSales sales) {
                step = sales.resume(0);
            } else if (step instanceof LookUpExceptionFile file) {
                step = file.notListed();
            } else if (step instanceof AuthoriseOnline online) {
                step = online.notSent(); // or keep it, return, and answer when the host has
            } else if (step instanceof ReferToIssuer refer) {
                step = refer.declined(); // nobody calls
            }
        }
        Outcome outcome = ((Completed) step).outcome();
        // end docs
        assertInstanceOf(Outcome.Approved.class, outcome);
    }
}
