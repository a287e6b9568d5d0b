package dev.solvo.emv.walk;

import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.ChooseApplication;
import dev.solvo.emv.Completed;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.TrackRequest;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The payment of every walk: what the person, the lists and the issuer answer, always the same.
 *
 * <p>The issuer checks the cryptogram, and declines where the terminal verification results say that offline data
 * authentication or cardholder verification failed. What he is told and does not look at would be his approval, and say nothing about the terminal.
 */
final class SimulatedPayment {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    /** More than any transaction of the simulated cards needs, changed or not. */
    static final int MOST_STEPS = 1_000;

    /**
     * SDA, DDA, CDA and XDA failed, the last by signature, authority's key or key recovery, or the cardholder's verification
     * did.
     */
    private static final Bytes PROOF_FAILED = Bytes.fromHex("4C00800106");

    /** The track of mag-stripe mode, which has no cryptogram beside it. */
    private static final Tag TRACK_2_DATA = Tag.of(0x9F6B);

    private static final IssuerHost ISSUER = IssuerHost.of(IssuerHost.Behaviour.SCRIPT);

    private SimulatedPayment() {}

    /** How a card's side of a transaction is answered. */
    @FunctionalInterface
    interface CardSide {
        KernelStep answer(TransmitApdu apdu);
    }

    static TerminalConfig terminal() {
        try {
            return TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                    .withCaPublicKeys(TestPki.load().caPublicKeys());
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }

    /**
     * Walks a transaction to its end.
     *
     * @throws AssertionError if it does not end
     */
    static Outcome toTheEnd(KernelStep first, CardSide card, Payment payment) {
        KernelStep step = first;
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            if (step instanceof Completed completed) {
                return completed.outcome();
            }
            step = step instanceof TransmitApdu apdu ? card.answer(apdu) : answer(step, payment);
        }
        throw new AssertionError("the transaction goes on for more than " + MOST_STEPS + " steps");
    }

    /** Answers everything that is not the card's. */
    static KernelStep answer(KernelStep step, Payment payment) {
        if (step instanceof ShowMessage message) {
            return message.done();
        }
        if (step instanceof ChooseApplication choice) {
            return choice.resume(0);
        }
        if (step instanceof EnterPin pin) {
            return pin.method().isOffline() ? pin.digits(payment.pin()) : pin.captured();
        }
        if (step instanceof LookUpEarlierSales sales) {
            return sales.resume(0);
        }
        if (step instanceof LookUpExceptionFile file) {
            return file.notListed();
        }
        if (step instanceof AuthoriseOnline online) {
            return authorise(online);
        }
        throw new AssertionError(step);
    }

    private static KernelStep authorise(AuthoriseOnline online) {
        Optional<AuthorisationResponse> response = askIssuer(online.request());
        return response.isPresent() ? online.resume(response.get()) : online.noAnswer();
    }

    /** What the issuer answers; empty if he does not. */
    static Optional<AuthorisationResponse> askIssuer(AuthorisationRequest request) {
        return askIssuer(request, PROOF_FAILED);
    }

    /** What he answers if he declines where one of these bits of the terminal verification results is set. */
    static Optional<AuthorisationResponse> askIssuer(AuthorisationRequest request, Bytes declinedResults) {
        Bytes results =
                request.chipData().get(EmvTag.TERMINAL_VERIFICATION_RESULTS).orElseThrow();
        if ((results.toUnsignedLong() & declinedResults.toUnsignedLong()) != 0) {
            return Optional.of(AuthorisationResponse.of(AuthorisationResponse.Decision.DECLINE, Bytes.fromHex("3035")));
        }
        Optional<Bytes> track = request.chipData().get(TRACK_2_DATA);
        if (track.isPresent()) {
            AuthorisationAnswer answer = ISSUER.authorise(new TrackRequest(track.get()));
            return answer instanceof AuthorisationAnswer.Answered answered
                    ? Optional.of(response(answered))
                    : Optional.empty();
        }
        AuthorisationAnswer answer = ISSUER.authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                request.pan(),
                request.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                Field55Profile.GENERIC.build(request.chipData())));
        return answer instanceof AuthorisationAnswer.Answered answered
                ? Optional.of(response(answered))
                : Optional.empty();
    }

    private static AuthorisationResponse response(AuthorisationAnswer.Answered answered) {
        IssuerResponseData data = IssuerResponseData.parse(answered.chipData());
        boolean approved = answered.responseCode().equals(Bytes.fromHex("3030"));
        return new AuthorisationResponse(
                approved ? AuthorisationResponse.Decision.APPROVE : AuthorisationResponse.Decision.DECLINE,
                answered.responseCode(),
                data.issuerAuthenticationData(),
                data.scriptTemplates(),
                data.authorisationCode());
    }
}
