package dev.solvo.pcsc.vpcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CardTransportException.Kind;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.pcsc.virtual.FakeVpcd;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a card in vpcd's reader says, byte for byte. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class VirtualCardTest {
    private static final Bytes ATR = Bytes.fromHex("3B600000");

    private final List<String> events = new CopyOnWriteArrayList<>();
    private FakeVpcd reader;

    @BeforeEach
    void start() throws IOException {
        reader = new FakeVpcd();
    }

    @AfterEach
    void stop() throws IOException {
        reader.close();
    }

    @Test
    void powerAndResets_areTold_andOnlyTheAnswerToResetIsAnswered() throws Exception {
        try (VirtualCard card = insert(answering("9000"))) {
            reader.powerOn();
            assertEquals("3B600000", reader.answerToReset());
            reader.reset();
            reader.powerOff();
            reader.send(Bytes.ofUnsigned(0x7F)); // unknown: neither answered nor fatal
            assertEquals("3B600000", reader.answerToReset());
            assertEquals(List.of("on", "reset", "off"), events);
            assertTrue(card.isIn());
            card.pull();
            assertTrue(reader.isPulled());
            card.awaitLeft();
            assertFalse(card.isIn());
            assertEquals("left", events.get(3));
        }
    }

    @Test
    void commandsAreAnswered() throws Exception {
        CardTransport echo = command -> new CardTransport.Exchange(ResponseApdu.success(command.data()), 0);
        try (VirtualCard card = insert(echo)) {
            assertEquals("01029000", reader.exchange("80100000020102"));
            assertEquals("9000", reader.exchange("80100000"));
            String long300 = "5A".repeat(300);
            assertEquals(long300 + "9000", reader.exchange("8010000000012C" + long300));
            card.pull();
            reader.unplug();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0001", "000102", "00A4040005A000", "00A404000000", "00000000000000000000"})
    void whatIsNoCommand_getsWrongLength_andTheCardLives(String bytes) throws Exception {
        CardTransport never = command -> {
            throw new AssertionError("the card was asked");
        };
        try (VirtualCard card = insert(never)) {
            assertEquals("6700", reader.exchange(bytes));
            assertEquals("3B600000", reader.answerToReset());
            card.pull();
            reader.unplug();
        }
    }

    @Test
    void silentCard_staysInTheReader() throws Exception {
        try (VirtualCard card = insert(failing(Kind.TIME_OUT))) {
            reader.send(Bytes.fromHex("80100000"));
            assertEquals("3B600000", reader.answerToReset());
            assertTrue(card.isIn());
            card.pull();
            reader.unplug();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CARD_REMOVED", "TRANSMISSION", "PROTOCOL"})
    void otherFailures_pullTheCard(Kind kind) throws Exception {
        try (VirtualCard card = insert(failing(kind))) {
            reader.send(Bytes.fromHex("80100000"));
            assertTrue(reader.isPulled());
            card.awaitLeft();
            assertEquals(List.of("left"), events);
        }
    }

    @Test
    void answerThatTheProtocolCannotCarry_pullsTheCard() throws Exception {
        CardTransport huge = command -> new CardTransport.Exchange(ResponseApdu.success(Bytes.repeat(0x5A, 65_534)), 0);
        try (VirtualCard card = insert(huge)) {
            reader.send(Bytes.fromHex("80100000"));
            assertTrue(reader.isPulled());
            card.awaitLeft();
        }
    }

    @Test
    void readerThatGoesAway_endsTheCard() throws Exception {
        try (VirtualCard card = insert(answering("9000"))) {
            reader.unplug();
            card.awaitLeft();
            assertFalse(card.isIn());
            assertEquals(List.of("left"), events);
        }
    }

    @Test
    void nobodyWaiting_isAnIoException() throws Exception {
        InetSocketAddress address = reader.address();
        reader.close();
        assertThrows(
                IOException.class,
                () -> VirtualCard.insert(address, ATR, answering("9000"), VirtualCard.Watcher.none()));
        assertThrows(
                IllegalArgumentException.class,
                () -> VirtualCard.insert(address, Bytes.EMPTY, answering("9000"), VirtualCard.Watcher.none()));
    }

    private VirtualCard insert(CardTransport card) throws IOException {
        VirtualCard inserted = VirtualCard.insert(reader.address(), ATR, card, new VirtualCard.Watcher() {
            @Override
            public void poweredOn() {
                events.add("on");
            }

            @Override
            public void poweredOff() {
                events.add("off");
            }

            @Override
            public void reset() {
                events.add("reset");
            }

            @Override
            public void left() {
                events.add("left");
            }
        });
        reader.awaitCard();
        return inserted;
    }

    private static CardTransport answering(String hex) {
        return command -> new CardTransport.Exchange(ResponseApdu.parse(Bytes.fromHex(hex)), 0);
    }

    private static CardTransport failing(Kind kind) {
        return (CommandApdu command) -> {
            throw new CardTransportException(kind, "as the test says");
        };
    }
}
