package dev.solvo.emv.kernel;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.emv.host.IssuerResponseData;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.IssuerScript;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One transaction from beginning to end by the blocking driver: simulated card and issuer, test terminal, PIN 1234. Keeps
 * what was sent, shown and stored.
 */
final class Sale implements Cardholder, Acquirer {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    private final SimulatedCard card;
    private final TransactionRequest request;
    private final List<Consumer<TerminalConfigBuilder>> changes = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<StandardMessage> messages = new ArrayList<>();
    private final List<IssuerScript> scripts = new ArrayList<>();
    private String terminalType = "22";
    private IssuerHost.Behaviour host = IssuerHost.Behaviour.APPROVE;
    private UnaryOperator<AuthorisationResponse> receive = response -> response;
    private UnaryOperator<String> configuration = json -> json;
    private Function<ReferToIssuer, KernelStep> referral = ReferToIssuer::declined;
    private CardAnswer cardAnswer = (command, answer) -> answer;
    private String lastGenerateAc = "";
    private @Nullable AuthorisationRequest asked;
    private @Nullable Reversal stored;

    /** Changes what the card answers. */
    interface CardAnswer {
        ResponseApdu to(String header, ResponseApdu answer) throws CardTransportException;
    }

    Sale(String image, TransactionRequest request) {
        this.card = SimulatedCards.insert(image);
        this.request = request;
    }

    Sale terminal(Consumer<TerminalConfigBuilder> change) {
        changes.add(change);
        return this;
    }

    Sale terminalType(String hex) {
        terminalType = hex;
        return this;
    }

    Sale host(IssuerHost.Behaviour behaviour) {
        host = behaviour;
        return this;
    }

    Sale script(IssuerScript script) {
        scripts.add(script);
        return this;
    }

    Sale received(UnaryOperator<AuthorisationResponse> change) {
        receive = change;
        return this;
    }

    /** Changes the configuration's text. */
    Sale configuration(UnaryOperator<String> change) {
        configuration = change;
        return this;
    }

    Sale referral(Function<ReferToIssuer, KernelStep> attendant) {
        referral = attendant;
        return this;
    }

    Sale cardAnswers(CardAnswer change) {
        cardAnswer = change;
        return this;
    }

    Outcome run() {
        KernelStep first = new ContactKernel(config(), CLOCK, SeededRandom.of(11)).begin(request);
        return BlockingTerminal.run(first, transport(), this, this);
    }

    /** Class, instruction and parameters of what was sent. */
    List<String> commands() {
        return commands;
    }

    List<StandardMessage> messages() {
        return messages;
    }

    String lastGenerateAc() {
        return lastGenerateAc;
    }

    Optional<AuthorisationRequest> asked() {
        return Optional.ofNullable(asked);
    }

    Optional<Reversal> stored() {
        return Optional.ofNullable(stored);
    }

    private TerminalConfig config() {
        try {
            String json = TerminalConfigJson.testTerminal()
                    .replace("\"terminalType\": \"22\"", "\"terminalType\": \"" + terminalType + "\"");
            if (!terminalType.equals("22")) {
                json = json.replace("\"merchantForcedOnlineAllowed\": true", "\"merchantForcedOnlineAllowed\": false");
            }
            TerminalConfigBuilder builder =
                    TerminalConfigJson.parse(configuration.apply(json))
                            .withCaPublicKeys(TestPki.load().caPublicKeys())
                            .toBuilder();
            changes.forEach(change -> change.accept(builder));
            return builder.build();
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }

    private CardTransport transport() {
        return command -> {
            String header = header(command);
            commands.add(header);
            if (command.ins() == 0xAE) {
                lastGenerateAc = command.toBytes().toHex();
            }
            Exchange exchange = card.transmit(command);
            return new Exchange(cardAnswer.to(header, exchange.response()), exchange.elapsedNanos());
        };
    }

    private static String header(CommandApdu command) {
        return String.format(Locale.ROOT, "%02X%02X%02X%02X", command.cla(), command.ins(), command.p1(), command.p2());
    }

    @Override
    public KernelStep enterPin(EnterPin step) {
        return step.method().isOffline() ? step.digits(Pin.of("1234")) : step.captured();
    }

    @Override
    public KernelStep referToIssuer(ReferToIssuer step) {
        return referral.apply(step);
    }

    @Override
    public void show(StandardMessage message, String language, Bytes data) {
        messages.add(message);
    }

    @Override
    public void storeReversal(Reversal reversal) {
        stored = reversal;
    }

    @Override
    public LookUpExceptionFile.Answer lookUpExceptionFile(
            dev.solvo.crypto.key.Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return LookUpExceptionFile.Answer.NOT_LISTED;
    }

    @Override
    public Answer authorise(AuthorisationRequest sent) {
        asked = sent;
        IssuerHost issuer = IssuerHost.of(host);
        for (IssuerScript script : scripts) {
            issuer = issuer.with(script);
        }
        AuthorisationAnswer answer = issuer.authorise(new dev.solvo.simulator.issuer.AuthorisationRequest(
                sent.pan(),
                sent.panSequenceNumber().orElse(PanSequenceNumber.ZERO),
                Field55Profile.GENERIC.build(sent.chipData())));
        if (!(answer instanceof AuthorisationAnswer.Answered answered)) {
            return new Answer.NoAnswer();
        }
        try {
            return new Answer.Answered(receive.apply(IssuerResponseData.parse(answered.chipData())
                    .toResponse(answered.responseCode(), config().authorisationResponseCodes())));
        } catch (EmvDataException unreadable) {
            return new Answer.NoAnswer();
        }
    }
}
