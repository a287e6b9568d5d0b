package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.ContactlessConfigJson;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.emv.contactless.kernel3.Kernel3;
import dev.solvo.emv.contactless.kernel7.Kernel7;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.joda.money.Money;

/** Any bytes as a contactless card's answers: an outcome, and never an offline approval of a card without a key. */
final class ContactlessFuzzTest {
    private static final Bytes DIRECTORY = Bytes.fromHex("6F31840E325041592E5359532E4444463031A51FBF0C1C"
            + "610C4F07A0000000031010870101" + "610C4F07A0000003330101870102");
    private static final Bytes FCI =
            Bytes.fromHex("6F278407A0000000031010A51C500B56495341204352454449549F380C9F66049F02065F2A029F3704");
    private static final EntryPoint ENTRY_POINT = entryPoint();

    private static EntryPoint entryPoint() {
        try {
            return new EntryPoint(
                    ContactlessConfigJson.parse(
                            ContactlessConfigJson.demonstration(),
                            TerminalConfigJson.parse(TerminalConfigJson.testTerminal())),
                    List.of(new Kernel3(), new Kernel7()),
                    Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC),
                    new Random(1));
        } catch (EmvDataException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static final Acquirer UNREACHABLE = new Acquirer() {
        @Override
        public void storeReversal(Reversal reversal) {
            assertNotNull(reversal);
        }

        @Override
        public Answer authorise(AuthorisationRequest request) {
            return new Answer.NotSent();
        }
    };

    /** The bytes are the directory. */
    @FuzzTest
    void directory(byte[] data) {
        tap(command -> command.ins() == 0xA4 && command.data().length() == 14 ? Bytes.of(data) : FCI);
    }

    /** The bytes are the answer to SELECT. */
    @FuzzTest
    void fileControlInformation(byte[] data) {
        tap(command ->
                command.ins() != 0xA4 ? Bytes.EMPTY : command.data().length() == 14 ? DIRECTORY : Bytes.of(data));
    }

    /** The bytes are the answer to GET PROCESSING OPTIONS and, after it, to every other command. */
    @FuzzTest
    void kernels(byte[] data) {
        int cut = data.length == 0 ? 0 : Math.min(data.length - 1, data[0] & 0xFF);
        Bytes bytes = Bytes.of(data);
        Bytes options = data.length == 0 ? Bytes.EMPTY : bytes.slice(1, 1 + cut);
        Bytes record = data.length == 0 ? Bytes.EMPTY : bytes.slice(1 + cut);
        tap(command -> switch (command.ins()) {
            case 0xA4 -> command.data().length() == 14 ? DIRECTORY : FCI;
            case 0xA8 -> options;
            default -> record;
        });
    }

    private interface Card {
        Bytes answer(CommandApdu command);
    }

    private static void tap(Card card) {
        CardTransport field = command -> new CardTransport.Exchange(ResponseApdu.success(card.answer(command)), 0);
        Outcome outcome = BlockingTerminal.run(
                ENTRY_POINT.begin(TransactionRequest.purchase(Money.parse("EUR 1.00"))),
                field,
                new Cardholder() {},
                UNREACHABLE);
        assertFalse(outcome instanceof Outcome.Approved);
    }
}
