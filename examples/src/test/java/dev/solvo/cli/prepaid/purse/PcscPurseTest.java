package dev.solvo.cli.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.pcsc.ConnectionSettings;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.PcscTransport;
import dev.solvo.prepaid.purse.BlockingPurseTerminal;
import dev.solvo.prepaid.purse.CardPsam;
import dev.solvo.prepaid.purse.LoadOutcome;
import dev.solvo.prepaid.purse.Loaded;
import dev.solvo.prepaid.purse.Paid;
import dev.solvo.prepaid.purse.PendingPurchase;
import dev.solvo.prepaid.purse.PinOutcome;
import dev.solvo.prepaid.purse.PurchaseOutcome;
import dev.solvo.prepaid.purse.PurseAccount;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.PurseReader;
import dev.solvo.prepaid.purse.PurseSettings;
import dev.solvo.prepaid.purse.PurseStep;
import dev.solvo.prepaid.purse.RecoveredPurchase;
import dev.solvo.prepaid.purse.SelectOutcome;
import dev.solvo.prepaid.purse.TerminalNumber;
import dev.solvo.prepaid.purse.TransactionTime;
import dev.solvo.prepaid.purse.UnknownTransaction;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.simulator.purse.SimulatedPsam;
import dev.solvo.simulator.purse.SimulatedPurse;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** A purse and a security module in two readers of the PC/SC module; only {@code javax.smartcardio} is played. */
final class PcscPurseTest {
    private static final TerminalNumber TERMINAL = new TerminalNumber(Bytes.fromHex("112233445566"));
    private static final TransactionTime NOW = new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0));

    private final PurseReader reader = new PurseReader(PurseSettings.of(TERMINAL));
    private final SimulatedPurse card = SimulatedPurse.insert(PurseImage.standard(), 3);
    private final SimulatedPsam module = new SimulatedPsam(PurseKeys.published(), TERMINAL.value(), 1);
    private final PurseState state = stateWithoutFile();

    private static PurseState stateWithoutFile() {
        try {
            return PurseState.open(Optional.empty());
        } catch (BadInputException e) {
            throw new AssertionError(e);
        }
    }

    private BlockingPurseTerminal terminal(CardTransport purse, CardTransport psam) {
        return new BlockingPurseTerminal(purse, new CardPsam(psam), new SimulatedLoadHost(state), pending -> {});
    }

    private static PcscTransport connect(CardTransport played) throws Exception {
        PcscReader found = PcscReaders.over(new PlayedReader(played)).named(PlayedReader.NAME);
        return found.connect(ConnectionSettings.anyCard());
    }

    private PurseCard select(BlockingPurseTerminal terminal) {
        return assertInstanceOf(SelectOutcome.Selected.class, terminal.run(reader.select()))
                .card();
    }

    private PurseStep<PurchaseOutcome> purchase(PurseCard purse, String amount) {
        return reader.purchase(purse, PurseAccount.PURSE, Money.parse(amount), NOW);
    }

    @Test
    void loadPurchaseAndRecovery() throws Exception {
        PendingPurchase pending;
        try (PcscTransport psam = connect(module)) {
            try (PcscTransport purse = connect(card);
                    Pin pin = Pin.of("123456")) {
                BlockingPurseTerminal terminal = terminal(purse, psam);
                assertEquals(TERMINAL, new CardPsam(psam).readTerminalNumber());
                PurseCard selected = select(terminal);
                assertInstanceOf(PinOutcome.Accepted.class, terminal.run(reader.verifyPin(pin)));
                LoadOutcome load =
                        terminal.run(reader.load(selected, PurseAccount.PURSE, Money.parse("CNY 20.00"), NOW));
                assertInstanceOf(Loaded.class, load);
                assertInstanceOf(Paid.class, terminal.run(purchase(selected, "CNY 3.50")));
                assertEquals(1650, card.image().purseBalanceMinor());
            }
            card.reinsert(List.of(PurseFault.at(PurseFault.Step.COMPLETE, PurseFault.Effect.TORN_AFTER)));
            try (PcscTransport purse = connect(card)) {
                BlockingPurseTerminal terminal = terminal(purse, psam);
                UnknownTransaction unknown = assertInstanceOf(
                        UnknownTransaction.class, terminal.run(purchase(select(terminal), "CNY 1.00")));
                pending = assertInstanceOf(PendingPurchase.class, unknown.pending());
            }
            card.reinsert();
            try (PcscTransport purse = connect(card)) {
                BlockingPurseTerminal terminal = terminal(purse, psam);
                RecoveredPurchase recovered = terminal.run(reader.recover(select(terminal), pending));
                assertInstanceOf(Paid.class, recovered);
            }
        }
        assertEquals(1550, card.image().purseBalanceMinor());
        assertEquals(450, module.totalMinor());
    }

    /** A reader with a T=1 card that is a transport. */
    private static final class PlayedReader extends CardTerminals {
        static final String NAME = "Played 00 00";

        private final CardTransport played;

        PlayedReader(CardTransport played) {
            this.played = played;
        }

        @Override
        public List<CardTerminal> list(State wanted) {
            return List.of(new Terminal());
        }

        @Override
        public boolean waitForChange(long timeout) {
            throw new UnsupportedOperationException();
        }

        private final class Terminal extends CardTerminal {
            @Override
            public String getName() {
                return NAME;
            }

            @Override
            public Card connect(String protocol) {
                return new PlayedCard();
            }

            @Override
            public boolean isCardPresent() {
                return true;
            }

            @Override
            public boolean waitForCardPresent(long timeout) {
                return true;
            }

            @Override
            public boolean waitForCardAbsent(long timeout) {
                return true;
            }
        }

        private final class PlayedCard extends Card {
            @Override
            public ATR getATR() {
                return new ATR(Bytes.fromHex("3BE000008131FE45EB").toByteArray());
            }

            @Override
            public String getProtocol() {
                return "T=1";
            }

            @Override
            public CardChannel getBasicChannel() {
                return new Channel(this);
            }

            @Override
            public CardChannel openLogicalChannel() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void beginExclusive() {}

            @Override
            public void endExclusive() {}

            @Override
            public byte[] transmitControlCommand(int controlCode, byte[] command) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void disconnect(boolean reset) {}
        }

        private final class Channel extends CardChannel {
            private final Card owner;

            Channel(Card owner) {
                this.owner = owner;
            }

            @Override
            public Card getCard() {
                return owner;
            }

            @Override
            public int getChannelNumber() {
                return 0;
            }

            @Override
            public ResponseAPDU transmit(CommandAPDU command) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
                byte[] bytes = new byte[command.remaining()];
                command.get(bytes);
                Bytes answer;
                try {
                    answer = played.transmit(CommandApdu.parse(Bytes.of(bytes)))
                            .response()
                            .toBytes();
                } catch (CardTransportException gone) {
                    throw new CardException("the card left", gone);
                }
                response.put(answer.toByteArray());
                return answer.length();
            }

            @Override
            public void close() {}
        }
    }
}
