package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.apdu.StatusWord;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.VerifyBiometric;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.terminal.SoftwarePinPad;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session may hold besides the usual: each is written, read and replayed to the same commands and the same end. */
final class RecordedSessionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final TransactionRequest PURCHASE = TransactionRequest.purchase(Money.parse("EUR 12.34"));
    private static final JsonMapper JSON = new JsonMapper();

    /** An enciphered template that a device sends to the card: nothing of it may be in a file. */
    private static final Bytes SECRET = Bytes.fromHex("C0FFEE11C0FFEE22C0FFEE33C0FFEE44");

    private final TerminalConfig terminal;
    private final String configuration;

    RecordedSessionTest() throws EmvDataException {
        configuration = TerminalConfigJson.testTerminal()
                .replace("\"terminalCapabilities\": \"20F9CC\"", "\"terminalCapabilities\": \"20FFCC\"")
                .replace(
                        "\"name\": \"Solvo test applications\",",
                        "\"name\": \"Solvo test applications\", \"additionalData\": {\"9F30\": \"F8F800\"},");
        terminal = TerminalConfigJson.parse(configuration)
                .withCaPublicKeys(TestPki.load().caPublicKeys());
    }

    /** A card that is verified by one rule. */
    private static CardImage verifiedBy(String rule) {
        try {
            return CardImage.parse(String.join(
                    "\n",
                    "description Verifies its holder by one rule",
                    "[application A0000009990101]",
                    "label \"SOLVO TEST\"",
                    "oda cda",
                    "aip cvm risk-management",
                    "pin 1234",
                    "pin-forms plaintext",
                    "record 2.1 signed",
                    "  5A 9999990000000089",
                    "  5F24 491231",
                    "  8E cvm 0 0 " + rule,
                    "  9F0D 0000000000",
                    "  9F0E 0000000000",
                    "  9F0F 0000000000",
                    "  9F4A 82",
                    "record 2.2",
                    "  8C dol 9F02:6 9F03:6 9F1A:2 95:5 5F2A:2 9A:3 9C:1 9F37:4",
                    "  8D dol 8A:2 9F02:6 9F03:6 9F1A:2 95:5 5F2A:2 9A:3 9C:1 9F37:4",
                    "  8F generated",
                    "  9F32 generated",
                    "  92 generated",
                    "record 3.1",
                    "  90 generated",
                    "record 3.2",
                    "  9F46 generated",
                    "  9F47 generated",
                    "  9F48 generated",
                    ""));
        } catch (SimulatorTextException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static SimulatedCard card(CardImage image) {
        return SimulatedCard.insert(image, 7);
    }

    private static SimulatedCard card(String image) {
        return card(CardImages.named(image));
    }

    private Session record(CardTransport card, Cardholder cardholder, IssuerHost.Behaviour host) {
        try {
            SessionRecorder recorder = new SessionRecorder(
                    false,
                    TerminalJson.complete(configuration, terminal),
                    Optional.empty(),
                    CLOCK,
                    SeededRandom.of(11));
            ContactKernel kernel = new ContactKernel(terminal, recorder.clock(), recorder.random());
            Outcome outcome = BlockingTerminal.run(
                    kernel.begin(PURCHASE),
                    new ObservedTransport(card, recorder),
                    recorder.listening(cardholder),
                    recorder.listening(
                            new SimulatedAcquirer(IssuerHost.of(host), terminal.authorisationResponseCodes())));
            return recorder.session(PURCHASE, outcome);
        } catch (BadInputException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static SessionReplay.Result replay(JsonNode file) throws BadInputException {
        Session session = SessionJson.read(file);
        return new SessionReplay(session, MaskedSession.of(session)).run();
    }

    /** Written, read again and replayed: the same, and all commands of it. Returns what was written. */
    private static ObjectNode replays(Session session) {
        try {
            ObjectNode written = SessionJson.write(session);
            ObjectNode read = (ObjectNode) JSON.readTree(written.toString());
            SessionReplay.Result result = replay(read);
            assertEquals(Optional.empty(), result.difference());
            assertEquals(
                    session.events().stream()
                            .filter(SessionEvent.Exchange.class::isInstance)
                            .count(),
                    result.commands());
            assertEquals(
                    read,
                    JSON.readTree(SessionJson.write(SessionJson.read(read)).toString()));
            return read;
        } catch (BadInputException | com.fasterxml.jackson.core.JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String outcome(Session session) {
        return session.outcome().path("outcome").asText();
    }

    private static Cardholder device(Function<VerifyBiometric, KernelStep> device) {
        return new Cardholder() {
            @Override
            public KernelStep verifyBiometric(VerifyBiometric step) {
                return device.apply(step);
            }
        };
    }

    private static Cardholder pinPad(Function<EnterPin, KernelStep> pad) {
        return new Cardholder() {
            @Override
            public KernelStep enterPin(EnterPin step) {
                return pad.apply(step);
            }
        };
    }

    @Nested
    final class Biometric {
        /** Asks for a challenge, sends a chain of two VERIFY commands and says that the card was content. */
        private KernelStep dialogue(VerifyBiometric step) {
            return switch (64 - step.commandsLeft()) {
                case 0 -> step.send(CommandApdu.case2(0x00, 0x84, 0x00, 0x00, CommandApdu.LE_ALL));
                case 1 -> step.send(CommandApdu.case3(0x10, 0x20, 0x00, 0x8B, SECRET));
                case 2 -> step.send(CommandApdu.case3(0x00, 0x20, 0x00, 0x8B, SECRET.slice(0, 9)));
                default -> step.verified();
            };
        }

        @Test
        void aDeviceThatTalksWithTheCard_isReplayed_andNothingItSentIsKept() {
            Session session = record(card(verifiedBy("08")), device(this::dialogue), IssuerHost.Behaviour.APPROVE);
            assertEquals("080002", session.outcome().path("cvmResults").asText());
            ObjectNode file = replays(session);
            String text = file.toString();
            assertFalse(text.contains("C0FFEE"), text);
            assertTrue(text.contains("1020008B10" + "00".repeat(16)), text);
            assertTrue(text.contains("0020008B09" + "00".repeat(9)), text);
            assertTrue(text.contains("{\"biometric\":\"VERIFIED\"}"), text);
        }

        @ParameterizedTest
        @EnumSource
        void everyAnswer_isReplayed(VerifyBiometric.Answer answer) {
            boolean online = answer == VerifyBiometric.Answer.CAPTURED;
            Session session = record(
                    card(verifiedBy(online ? "09" : "08")),
                    device(step -> SessionReplay.give(step, answer)),
                    IssuerHost.Behaviour.APPROVE);
            assertTrue(
                    replays(session).path("events").toString().contains("{\"biometric\":\"" + answer.name() + "\"}"));
        }

        @ParameterizedTest
        @EnumSource
        void aCardThatDoesNotAnswerTheDevice_isReplayed(CardTransportException.Kind kind) {
            SimulatedCard card = card(verifiedBy("08"));
            Session session = record(
                    command -> {
                        if (command.ins() == 0x20) {
                            throw new CardTransportException(kind, "lost");
                        }
                        return card.transmit(command);
                    },
                    device(this::dialogue),
                    IssuerHost.Behaviour.APPROVE);
            assertEquals("TERMINATED", outcome(session));
            replays(session);
        }

        @Test
        void anAnswerThatWasChangedInTheFile_parts() throws BadInputException {
            Session session = record(card(verifiedBy("08")), device(this::dialogue), IssuerHost.Behaviour.APPROVE);
            ObjectNode file = replays(session);
            for (JsonNode event : file.path("events")) {
                if (event.path("biometric").asText().equals("VERIFIED")) {
                    ((ObjectNode) event).put("biometric", "CAPTURED");
                    assertTrue(replay(file).difference().isPresent());
                    ((ObjectNode) event).put("biometric", "NOT_VERIFIED");
                    assertTrue(replay(file).difference().isPresent());
                    ((ObjectNode) event).put("biometric", "SENT").put("sent", "00A4040000");
                    assertTrue(replay(file).difference().isPresent());
                    ((ObjectNode) event).put("biometric", "PERHAPS");
                    assertThrows(BadInputException.class, () -> replay(file));
                }
            }
        }
    }

    @Nested
    final class LostCard {
        private int commands(String image) {
            Session session = record(card(image), pinPad(this::verified), IssuerHost.Behaviour.SCRIPT);
            return (int) session.events().stream()
                    .filter(SessionEvent.Exchange.class::isInstance)
                    .count();
        }

        /** A PIN pad in software gives the body of VERIFY, so that nothing in the file is a PIN. */
        private KernelStep verified(EnterPin step) {
            return new SoftwarePinPad(asked -> Optional.of(Pin.of("1234")), SeededRandom.of(3)).enter(step);
        }

        @ParameterizedTest
        @EnumSource
        void atAnyExchange_isReplayed(CardTransportException.Kind kind) {
            int commands = commands("online-cda");
            assertTrue(commands > 15);
            for (int lost = 0; lost < commands; lost++) {
                SimulatedCard card = card("online-cda");
                int at = lost;
                int[] sent = {0};
                Session session = record(
                        command -> {
                            if (sent[0]++ >= at) {
                                throw new CardTransportException(kind, "lost");
                            }
                            return card.transmit(command);
                        },
                        pinPad(this::verified),
                        IssuerHost.Behaviour.SCRIPT);
                ObjectNode file = replays(session);
                assertTrue(file.toString().contains("\"failure\":\"" + kind.name() + "\""), kind + " at " + at);
            }
        }

        @ParameterizedTest
        @EnumSource
        void behindAPinPadThatTalksWithTheCardItself_isReplayed(CardTransportException.Kind kind) {
            Session session =
                    record(card("pin-plaintext"), pinPad(step -> step.cardFailed(kind)), IssuerHost.Behaviour.APPROVE);
            assertEquals("TERMINATED", outcome(session));
            assertTrue(
                    replays(session).toString().contains("{\"pin\":\"CARD_FAILED\",\"kind\":\"" + kind.name() + "\"}"));
        }

        @Test
        void afterAWrongPinThatThePinPadSentItself_isReplayed() {
            Session session = record(
                    card("pin-plaintext"),
                    pinPad(step -> step.triesLeft().orElse(3) == 2
                            ? step.cardFailed(CardTransportException.Kind.CARD_REMOVED)
                            : step.verified(new StatusWord(0x63C2))),
                    IssuerHost.Behaviour.APPROVE);
            assertEquals("TERMINATED", outcome(session));
            replays(session);
        }
    }

    @Nested
    final class Referral {
        @Test
        void approvedAndDeclined_areReplayed() throws BadInputException {
            Session approved = record(
                    card("visa-cvn18"),
                    new Cardholder() {
                        @Override
                        public KernelStep referToIssuer(ReferToIssuer step) {
                            return step.approved();
                        }
                    },
                    IssuerHost.Behaviour.REFER);
            ObjectNode file = replays(approved);
            assertTrue(file.toString().contains("{\"referral\":\"APPROVED\"}"));
            for (JsonNode event : file.path("events")) {
                if (event.has("referral")) {
                    ((ObjectNode) event).put("referral", "DECLINED");
                    assertTrue(replay(file).difference().isPresent());
                    ((ObjectNode) event).put("referral", "PERHAPS");
                    assertThrows(BadInputException.class, () -> replay(file));
                }
            }
            replays(record(card("visa-cvn18"), new Cardholder() {}, IssuerHost.Behaviour.REFER));
        }
    }

    @Test
    void aVerifyOfExtendedLength_isKeptWithoutItsBody() {
        Bytes body = Bytes.repeat(0xC0, 300);
        CommandApdu command = new CommandApdu(0x00, 0x20, 0x00, 0x8B, body, CommandApdu.NO_LE, true);
        Bytes kept = SessionEvent.withoutSecret(command);
        assertEquals(Bytes.fromHex("0020008B00012C").plus(Bytes.repeat(0, 300)), kept);
    }
}
