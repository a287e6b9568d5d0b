package dev.solvo.benchmarks;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigBuilder;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * One transaction of the kernel with a simulated card, recorded once, and run again and again with the same clock and the same
 * random numbers against the card's recorded answers: so the time a card takes does not count. Runs on any number of threads.
 */
public final class RecordedTransaction {
    private static final TransactionRequest REQUEST =
            TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1234));
    private static final long SEED = 1;
    private static final Bytes AID = Bytes.fromHex("A0000009990101");
    private static final AuthorisationResponse APPROVED =
            AuthorisationResponse.of(AuthorisationResponse.Decision.APPROVE, Bytes.fromHex("3030"));

    private final ContactKernel kernel;
    private final RsaCaPublicKey authority;
    private final List<CommandApdu> commands = new ArrayList<>();
    private final List<ResponseApdu> responses = new ArrayList<>();

    /** A source that gives the same number each time, so that a card's recorded signature stays right. */
    private static final class SameNumber extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        protected int next(int bits) {
            return 0x35A3C96B >>> (32 - bits);
        }
    }

    /** A transaction that waits for its issuer, after as many answers of the card. */
    public record Waiting(AuthoriseOnline step, int answers) {}

    /**
     * Records a transaction with a terminal that has one application.
     *
     * @param card the card
     * @throws IllegalStateException if the card does not answer
     */
    public RecordedTransaction(CardImage card) {
        this(card, terminal -> terminal);
    }

    /**
     * Records a transaction.
     *
     * @param card the card
     * @param change what is to be different in the terminal's configuration
     * @throws IllegalStateException if the card does not answer
     */
    public RecordedTransaction(CardImage card, UnaryOperator<TerminalConfigBuilder> change) {
        CaPublicKeys keys = TestPki.load().caPublicKeys();
        authority = keys.findRsa(TestPki.TEST_RID, TestPki.RSA_CA_INDEX).orElseThrow();
        Clock clock = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);
        try {
            TerminalConfigBuilder terminal = TerminalConfig.builder(
                            TerminalType.parse(Bytes.fromHex("22")),
                            TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                            AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000F0A001")),
                            276)
                    .applications(List.of(application()))
                    .caPublicKeys(keys);
            kernel = new ContactKernel(change.apply(terminal).build(), clock, new SameNumber());
            record(card);
        } catch (EmvDataException | CardTransportException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The application of the simulator's cards. */
    public static ApplicationConfig application() {
        return ApplicationConfig.builder(AID).floorLimitMinor(10_000).build();
    }

    /** The commands that the kernel sent. */
    public List<CommandApdu> commands() {
        return commands;
    }

    /** The command for the cryptogram: a card that is approved offline gets no other after it. */
    CommandApdu lastCommand() {
        return commands.get(commands.size() - 1);
    }

    /** What the card answered to each. */
    List<ResponseApdu> responses() {
        return responses;
    }

    RsaCaPublicKey authority() {
        return authority;
    }

    /** Runs the transaction with the recorded answers. */
    public Outcome run() {
        return end(kernel.begin(REQUEST), 0);
    }

    /** Runs the transaction until its issuer is to be asked. */
    public Waiting runUntilOnline() {
        int next = 0;
        KernelStep step = kernel.begin(REQUEST);
        while (!(step instanceof AuthoriseOnline online)) {
            step = step instanceof TransmitApdu transmit ? transmit.resume(responses.get(next++), 0) : answer(step);
        }
        return new Waiting(online, next);
    }

    /** Goes on with a transaction whose issuer approves. */
    public Outcome resume(Waiting waiting) {
        return end(waiting.step().resume(APPROVED), waiting.answers());
    }

    private Outcome end(KernelStep first, int answers) {
        int next = answers;
        KernelStep step = first;
        while (!(step instanceof Completed)) {
            step = step instanceof TransmitApdu transmit ? transmit.resume(responses.get(next++), 0) : answer(step);
        }
        return ((Completed) step).outcome();
    }

    private void record(CardImage image) throws CardTransportException {
        SimulatedCard card = SimulatedCard.insert(image, SEED);
        KernelStep step = kernel.begin(REQUEST);
        while (!(step instanceof Completed)) {
            if (step instanceof TransmitApdu transmit) {
                Exchange exchange = card.transmit(transmit.command());
                commands.add(transmit.command());
                responses.add(exchange.response());
                step = transmit.resume(exchange);
            } else {
                step = answer(step);
            }
        }
    }

    private static KernelStep answer(KernelStep step) {
        if (step instanceof ShowMessage show) {
            return show.done();
        }
        if (step instanceof AuthoriseOnline online) {
            return online.resume(APPROVED);
        }
        throw new IllegalStateException("the card needs no cardholder, yet there is " + step.getClass());
    }
}
