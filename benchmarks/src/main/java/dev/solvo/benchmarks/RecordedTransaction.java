package dev.solvo.benchmarks;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.Completed;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.config.TerminalConfig;
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
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * One transaction of the kernel with a simulated card, recorded once, and run again and again with
 * the same clock and the same random numbers against the card's recorded answers: so the time a card takes does not count.
 */
final class RecordedTransaction {
    private static final TransactionRequest REQUEST =
            TransactionRequest.purchase(Money.ofMinor(CurrencyUnit.EUR, 1234));
    private static final long SEED = 1;
    private static final Bytes AID = Bytes.fromHex("A0000009990101");

    private final Random random = new Random(SEED);
    private final ContactKernel kernel;
    private final RsaCaPublicKey authority;
    private final List<CommandApdu> commands = new ArrayList<>();
    private final List<ResponseApdu> responses = new ArrayList<>();

    /**
     * Records a transaction.
     *
     * @param card a card that is approved offline
     */
    RecordedTransaction(CardImage card) throws EmvDataException, CardTransportException {
        TestPki pki = TestPki.load();
        authority = pki.caPublicKeys()
                .findRsa(TestPki.TEST_RID, TestPki.RSA_CA_INDEX)
                .orElseThrow();
        TerminalConfig terminal = TerminalConfig.builder(
                        TerminalType.parse(Bytes.fromHex("22")),
                        TerminalCapabilities.parse(Bytes.fromHex("E0F8C8")),
                        AdditionalTerminalCapabilities.parse(Bytes.fromHex("F000F0A001")),
                        276)
                .applications(List.of(
                        ApplicationConfig.builder(AID).floorLimitMinor(10_000).build()))
                .caPublicKeys(pki.caPublicKeys())
                .build();
        Clock clock = Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC);
        kernel = new ContactKernel(terminal, clock, random);
        record(card);
    }

    /** The commands that the kernel sent. */
    List<CommandApdu> commands() {
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
    Outcome run() {
        random.setSeed(SEED);
        int next = 0;
        KernelStep step = kernel.begin(REQUEST);
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
        throw new IllegalStateException("the card needs no cardholder and no host, yet there is " + step.getClass());
    }
}
