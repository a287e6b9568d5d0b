package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CardTransport;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A PIN on its whole way, from the PIN pad through encipherment to a card that deciphers it, counts down and blocks. EMV 4.4
 * Book 2, 7 and 13; Book 3, 6.5.12 and 10.5.1. Card and kernel are both ours.
 */
final class PinOnASimulatedCardTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final int VERIFY = 0x20;

    @ParameterizedTest(name = "{0}, entered {1}: 9F34 = {2}, TVR byte 3 = {3}")
    @CsvSource({
        "pin-plaintext,  1234,           010002, 00, 80",
        "pin-plaintext,  9999 1234,      010002, 00, 80 80",
        "pin-plaintext,  9999 8888 1234, 010002, 00, 80 80 80",
        "pin-plaintext,  9999 8888 7777, 010001, A0, 80 80 80",
        "pin-enciphered, 1234,           040002, 00, 88",
        "pin-enciphered, 9999 8888 1234, 040002, 00, 88 88 88",
        "pin-enciphered, 9999 8888 7777, 040001, A0, 88 88 88",
        "pin-icc-key,    9999 1234,      040002, 00, 88 88",
        "pin-icc-key,    9999 8888 7777, 040001, A0, 88 88 88",
        "pin-ecc,        1234,           040002, 00, 8A",
        "pin-ecc,        9999 8888 1234, 040002, 00, 8A 8A 8A",
        "pin-ecc,        9999 8888 7777, 040001, A0, 8A 8A 8A",
        "pin-blocked,    '',             1E0000, 20, ''",
        "pin-online,     online,         020000, 04, ''"
    })
    void endsAsCardAndCardholderWill(String image, String entered, String results, String byte3, String qualifiers) {
        Deque<String> pins = new ArrayDeque<>(List.of(entered.split(" ")));
        pins.remove("");
        StringBuilder verified = new StringBuilder();
        SimulatedCard card = SimulatedCards.insert(image);
        CardTransport listening = command -> {
            if (command.ins() == VERIFY) {
                verified.append(String.format(Locale.ROOT, " %02X", command.p2()));
            }
            return card.transmit(command);
        };
        Cardholder person = new Cardholder() {
            @Override
            public KernelStep enterPin(EnterPin step) {
                String pin = pins.removeFirst();
                return step.method().isOffline() ? step.digits(Pin.of(pin)) : step.captured();
            }
        };
        Outcome outcome = BlockingTerminal.run(
                new ContactKernel(terminal(), CLOCK, SeededRandom.of(11))
                        .begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                listening,
                person,
                new Unreachable());
        TransactionResult result = outcome.result();
        assertEquals(results, result.cvmResults().orElseThrow().toBytes().toHex());
        assertEquals(
                byte3,
                result.terminalVerificationResults().toBytes().slice(2, 3).toHex());
        assertEquals(qualifiers, verified.toString().trim());
        assertEquals(0, pins.size(), "PINs that were not asked for");
    }

    /** The line to the issuer is down. */
    private static final class Unreachable implements Acquirer {
        @Override
        public void storeReversal(Reversal reversal) {}

        @Override
        public Answer authorise(AuthorisationRequest request) {
            return new Answer.NotSent();
        }
    }

    private static TerminalConfig terminal() {
        try {
            return TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                    .withCaPublicKeys(TestPki.load().caPublicKeys());
        } catch (EmvDataException broken) {
            throw new AssertionError(broken);
        }
    }
}
