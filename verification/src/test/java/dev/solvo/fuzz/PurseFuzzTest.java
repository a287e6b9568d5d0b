package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.purse.BlockingPurseTerminal;
import dev.solvo.prepaid.purse.CardPsam;
import dev.solvo.prepaid.purse.CompoundRecord;
import dev.solvo.prepaid.purse.ElectronicCash;
import dev.solvo.prepaid.purse.HostNotice;
import dev.solvo.prepaid.purse.LoadAnswer;
import dev.solvo.prepaid.purse.LoadHost;
import dev.solvo.prepaid.purse.LoadOutcome;
import dev.solvo.prepaid.purse.LoadRecord;
import dev.solvo.prepaid.purse.LoadReport;
import dev.solvo.prepaid.purse.LoadRequest;
import dev.solvo.prepaid.purse.LogRecord;
import dev.solvo.prepaid.purse.PendingLoad;
import dev.solvo.prepaid.purse.PendingPurchase;
import dev.solvo.prepaid.purse.PendingTransaction;
import dev.solvo.prepaid.purse.PurchaseOutcome;
import dev.solvo.prepaid.purse.PurchaseRecord;
import dev.solvo.prepaid.purse.PurseAccount;
import dev.solvo.prepaid.purse.PurseCard;
import dev.solvo.prepaid.purse.PurseException;
import dev.solvo.prepaid.purse.PurseReader;
import dev.solvo.prepaid.purse.PurseSettings;
import dev.solvo.prepaid.purse.PurseTransactionType;
import dev.solvo.prepaid.purse.SelectOutcome;
import dev.solvo.prepaid.purse.TerminalNumber;
import dev.solvo.prepaid.purse.TransactionTime;
import dev.solvo.prepaid.purse.UnknownTransaction;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Any bytes as what a card, a security module, a file or a terminal hands in: read, or refused with the one exception. */
final class PurseFuzzTest {
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    private static final TransactionTime NOW = new TransactionTime(LocalDateTime.of(2026, 11, 30, 12, 0));
    private static final PurseReader READER =
            new PurseReader(PurseSettings.of(new TerminalNumber(Bytes.fromHex("112233445566"))));
    private static final int MOST_EXCHANGES = 64;

    /** The bytes as they are, and with a right checksum behind them. */
    @FuzzTest
    void records(byte[] data) {
        records(Bytes.of(data));
        CRC32 checksum = new CRC32();
        checksum.update(data);
        byte[] four = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
        records(Bytes.of(data).plus(Bytes.of(four)));
    }

    private static void records(Bytes bytes) {
        try {
            assertEquals(bytes, PurchaseRecord.parse(bytes).toBytes());
        } catch (PurseException e) {
            assertTold(e);
        }
        try {
            assertEquals(bytes, LoadRecord.parse(bytes).toBytes());
        } catch (PurseException e) {
            assertTold(e);
        }
        try {
            assertEquals(bytes, PendingTransaction.parse(bytes).toBytes());
        } catch (PurseException e) {
            assertTold(e);
        }
    }

    @FuzzTest
    void cardData(byte[] data) {
        Bytes bytes = Bytes.of(data);
        try {
            LogRecord record = LogRecord.parse(bytes, CNY);
            assertEquals(bytes.slice(16), record.time().toBytes());
        } catch (PurseException e) {
            assertTold(e);
        }
        try {
            PurseCard card = PurseCard.parse(PurseSettings.CITY_UNION, bytes, false);
            assertEquals(bytes.slice(10, 20), card.serial().value());
        } catch (PurseException e) {
            assertTold(e);
        }
        try {
            assertFalse(ElectronicCash.amount(bytes, CNY).isNegative());
        } catch (PurseException e) {
            assertTold(e);
        }
        try {
            assertEquals(bytes, TransactionTime.parse(bytes).toBytes());
        } catch (PurseException e) {
            assertTold(e);
        }
    }

    /** A card and a security module that answer the bytes, piece by piece: every operation ends, with an outcome. */
    @FuzzTest
    void dialogue(byte[] data) {
        PurseCard known = knownCard();
        Answers answers = new Answers(data);
        BlockingPurseTerminal terminal =
                new BlockingPurseTerminal(answers, new CardPsam(answers), new Host(), PurseFuzzTest::assertKept);
        SelectOutcome selected = terminal.run(READER.select());
        PurseCard card = selected instanceof SelectOutcome.Selected one ? one.card() : known;
        try (Pin pin = Pin.of("1234")) {
            terminal.run(READER.verifyPin(pin));
        }
        terminal.run(READER.balance(PurseAccount.PURSE));
        terminal.run(PurseReader.electronicCash(PurseSettings.CITY_UNION, CNY));
        terminal.run(READER.prove(PurseTransactionType.PURSE_PURCHASE, 1));
        Money money = Money.ofMinor(CNY, 1);
        PurchaseOutcome purchase = terminal.run(READER.purchase(card, PurseAccount.PURSE, money, NOW));
        if (purchase instanceof UnknownTransaction unknown) {
            terminal.run(READER.recover(card, (PendingPurchase) unknown.pending()));
        }
        terminal.run(READER.compoundPurchase(card, money, List.of(new CompoundRecord(1, Bytes.ofUnsigned(1))), NOW));
        LoadOutcome load = terminal.run(READER.load(card, PurseAccount.PURSE, money, NOW));
        if (load instanceof UnknownTransaction unknown) {
            terminal.run(READER.recover(card, (PendingLoad) unknown.pending()));
        }
        terminal.run(READER.log());
    }

    @FuzzTest
    void image(byte[] data) {
        try {
            PurseImage image = PurseImage.parse(new String(data, StandardCharsets.UTF_8));
            assertEquals(image.serial(), PurseImage.parse(image.text()).serial());
        } catch (SimulatorTextException e) {
            assertTrue(e.lineNumber() >= 0);
        }
    }

    private static void assertKept(PendingTransaction pending) {
        try {
            assertEquals(pending, PendingTransaction.parse(pending.toBytes()));
        } catch (PurseException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertTold(PurseException refusal) {
        assertFalse(refusal.reason().name().isEmpty());
    }

    private static PurseCard knownCard() {
        try {
            return PurseCard.parse(PurseSettings.CITY_UNION, Bytes.repeat(0, 30), false);
        } catch (PurseException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers of a length byte each; when they are used up, or it is the 65th, the card is gone. */
    private static final class Answers implements CardTransport {
        private final byte[] data;
        private int at;
        private int exchanges;

        Answers(byte[] data) {
            this.data = data;
        }

        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            return new Exchange(ResponseApdu.parse(next()), 0);
        }

        Bytes next() throws CardTransportException {
            if (at >= data.length || ++exchanges > MOST_EXCHANGES) {
                throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "no more answers");
            }
            int length = Math.min(data[at] & 0x3F, data.length - at - 1);
            Bytes answer = Bytes.of(data, at + 1, length);
            at += 1 + length;
            return answer;
        }
    }

    private record Host() implements LoadHost {
        @Override
        public LoadAnswer authorise(LoadRequest request) {
            return new LoadAnswer.Authorised(NOW, request.mac1());
        }

        @Override
        public HostNotice report(LoadReport report) {
            return HostNotice.NOT_DELIVERED;
        }
    }
}
