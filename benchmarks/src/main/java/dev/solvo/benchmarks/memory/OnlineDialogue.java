package dev.solvo.benchmarks.memory;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A transaction of the simulated card {@code online-cda} that the issuer approves, recorded once. Whoever runs it again gets the
 * card's answers as arrays of his own, as every card's are.
 */
final class OnlineDialogue {
    private static final long CARD_SEED = 1;

    private final ContactKernel kernel;
    private final TerminalConfig terminal;
    private final List<byte[]> answers = new ArrayList<>();
    private Optional<AuthorisationResponse> response = Optional.empty();

    private OnlineDialogue() throws EmvDataException {
        terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex("22")),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000F0A001")),
                        276)
                .applications(List.of(ApplicationConfig.builder(Bytes.fromHex("A0000009990101"))
                        .partialNameAllowed(true)
                        .build()))
                .caPublicKeys(TestPki.load().caPublicKeys())
                .build();
        kernel = new ContactKernel(
                terminal, Clock.fixed(Instant.ofEpochSecond(1_781_524_800L), ZoneOffset.UTC), new SameNumbers());
    }

    static OnlineDialogue record() throws EmvDataException {
        OnlineDialogue dialogue = new OnlineDialogue();
        SimulatedCard card = SimulatedCard.insert(CardImages.named("online-cda"), CARD_SEED);
        CardTransport recording = command -> {
            Exchange exchange = card.transmit(command);
            dialogue.answers.add(exchange.response().toBytes().toByteArray());
            return exchange;
        };
        Outcome outcome = BlockingTerminal.run(dialogue.begin(), recording, new Cardholder() {}, dialogue.new Host());
        if (!(outcome instanceof Outcome.Approved) || !dialogue.response.isPresent()) {
            throw new IllegalStateException("the recorded transaction was not approved online: " + outcome);
        }
        return dialogue;
    }

    KernelStep begin() {
        return kernel.begin(TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1234)));
    }

    /** What the issuer answered. */
    AuthorisationResponse response() {
        return response.orElseThrow();
    }

    /** The card again, from its first answer on. */
    CardTransport card() {
        Iterator<byte[]> next = answers.iterator();
        return command -> new Exchange(ResponseApdu.parse(Bytes.of(next.next())), 0);
    }

    /** The issuer of the simulated cards. */
    private final class Host implements Acquirer {
        @Override
        public void storeReversal(Reversal reversal) {
            // Nothing outlives this program.
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE)
                    .authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                            request.pan(),
                            request.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                            Field55Profile.GENERIC.build(request.chipData())));
            AuthorisationAnswer.Answered answered = (AuthorisationAnswer.Answered) answer;
            try {
                AuthorisationResponse read = IssuerResponseData.parse(answered.chipData())
                        .toResponse(answered.responseCode(), terminal.authorisationResponseCodes());
                response = Optional.of(read);
                return new Answer.Answered(read);
            } catch (EmvDataException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }
}
