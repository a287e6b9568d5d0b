package dev.solvo.cli.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.pcsc.CardProtocol;
import dev.solvo.pcsc.virtual.FakeVpcd;
import dev.solvo.tlv.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code solvo simulate} against a reader that speaks vpcd's protocol. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CardOfferTest {
    private static final String SELECT_PSE = "00A404000E315041592E5359532E444446303100";
    private static final String SELECT_PSE_T0 = "00A404000E315041592E5359532E4444463031";
    private static final String GET_COUNTER = "80CA9F3600";

    private final StringWriter told = new StringWriter();
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
    void t1_answersWhole_andForgetsTheSelectionAtAReset() throws Exception {
        try (CardOffer offer = offer("online-cda", Optional.empty(), Optional.of(CardProtocol.T1))) {
            offer.insert();
            reader.awaitCard();
            assertEquals("3BE000008131FE45EB", reader.answerToReset());
            reader.powerOn();
            assertTrue(reader.exchange(SELECT_PSE).startsWith("6F"));
            assertTrue(reader.exchange("00B2010C00").endsWith("9000"));
            reader.reset();
            assertFalse(reader.exchange("00B2010C00").endsWith("9000"));
            reader.unplug();
        }
        assertTrue(told.toString().contains("inserted online-cda, answer to reset 3BE000008131FE45EB, T=1"));
        assertTrue(told.toString().contains("-> 00A40400 Lc=14 Le=256  9000, "), told::toString);
        assertFalse(told.toString().contains("315041"), told::toString);
    }

    /** However soon the reader has the card. */
    @Test
    void insertion_isToldBeforeWhatTheReaderDoes() throws Exception {
        try (CardOffer offer = offer("online-cda", Optional.empty(), Optional.of(CardProtocol.T1))) {
            for (int i = 0; i < 20; i++) {
                CompletableFuture<Void> powering = CompletableFuture.runAsync(this::powerOnAtOnce);
                offer.insert();
                powering.get(30, TimeUnit.SECONDS);
                reader.unplug();
                offer.close();
            }
        }
        List<String> lines = told.toString().lines().toList();
        assertEquals(60, lines.size(), told::toString);
        for (int i = 0; i < lines.size(); i += 3) {
            assertTrue(lines.get(i).startsWith("inserted online-cda"), told::toString);
            assertEquals("power on", lines.get(i + 1));
            assertEquals("the card is out", lines.get(i + 2));
        }
    }

    private void powerOnAtOnce() {
        try {
            reader.awaitCard();
            reader.powerOn();
            reader.answerToReset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void t0_announcesItsData() throws Exception {
        try (CardOffer offer = offer("online-cda", Optional.empty(), Optional.empty())) {
            offer.insert();
            reader.awaitCard();
            assertEquals("3B6500000000009000", reader.answerToReset());
            String announced = reader.exchange(SELECT_PSE_T0);
            assertEquals("61", announced.substring(0, 2));
            assertTrue(reader.exchange("00C00000" + announced.substring(2)).startsWith("6F"));
            String corrected = reader.exchange("00B2010C00");
            assertEquals("6C", corrected.substring(0, 2));
            reader.reset();
            // What waited to be fetched is gone.
            assertEquals("9000", reader.exchange("00C0000010"));
            reader.unplug();
        }
    }

    @Test
    void ordersChangeCards_andACardThatComesBackIsTheSame() throws Exception {
        PipedWriter orders = new PipedWriter();
        try (CardOffer offer = offer("log", Optional.empty(), Optional.of(CardProtocol.T1));
                BufferedReader lines = new BufferedReader(new PipedReader(orders))) {
            offer.insert();
            reader.awaitCard();
            assertEquals("9F360200009000", counter());
            reader.exchange("80A8000002830000");
            assertEquals("9F360200019000", counter());
            CompletableFuture<Integer> obeying = CompletableFuture.supplyAsync(() -> obey(offer, lines));
            say(orders, "insert\n\nfly away\nremove\n");
            assertTrue(reader.isPulled());
            say(orders, "remove\ninsert\n");
            reader.awaitCard();
            assertEquals("9F360200019000", counter());
            say(orders, "insert pdol\nremove\n");
            assertTrue(reader.isPulled());
            say(orders, "insert no-such-card\ninsert format1\n");
            reader.awaitCard();
            assertEquals("9F360200009000", counter());
            reader.unplug();
            say(orders, "quit\n");
            assertEquals(0, obeying.get(30, TimeUnit.SECONDS));
        }
        String all = told.toString();
        assertEquals(2, all.split("there is a card in the reader already", -1).length - 1, all);
        assertEquals(1, all.split("there is no card in the reader", -1).length - 1, all);
        assertEquals(1, all.split("known are: insert", -1).length - 1, all);
        assertEquals(1, all.split("neither a card nor a file no-such-card", -1).length - 1, all);
    }

    @Test
    void withoutOrders_theCardStaysUntilTheReaderGoes() throws Exception {
        try (CardOffer offer = offer("log", Optional.empty(), Optional.empty())) {
            offer.insert();
            reader.awaitCard();
            CompletableFuture<Integer> obeying =
                    CompletableFuture.supplyAsync(() -> obey(offer, new BufferedReader(new StringReader(""))));
            assertEquals("3B6500000000009000", reader.answerToReset());
            assertFalse(obeying.isDone());
            reader.unplug();
            assertEquals(2, obeying.get(30, TimeUnit.SECONDS));
        }
        assertTrue(told.toString().endsWith("the card is out" + System.lineSeparator()), told::toString);
    }

    @Test
    void wrongAnswerToReset_isGivenAsItIs() throws Exception {
        try (CardOffer offer = offer("log", Optional.of(Bytes.fromHex("3B6000")), Optional.empty())) {
            offer.insert();
            reader.awaitCard();
            assertEquals("3B6000", reader.answerToReset());
            reader.unplug();
        }
    }

    @Test
    void nobodyThere_isToldWithAReason() throws Exception {
        CardOffer offer = offer("log", Optional.empty(), Optional.empty());
        reader.close();
        BadInputException e = assertThrows(BadInputException.class, offer::insert);
        assertTrue(String.valueOf(e.getMessage()).contains("is pcscd running"), e::toString);
    }

    private String counter() throws IOException {
        reader.exchange("00A4040007A000000999010100");
        return reader.exchange(GET_COUNTER);
    }

    private CardOffer offer(String image, Optional<Bytes> answer, Optional<CardProtocol> protocol)
            throws BadInputException {
        return new CardOffer(reader.address(), image, answer, protocol, new OfferLog(new PrintWriter(told)));
    }

    private static int obey(CardOffer offer, BufferedReader lines) {
        try {
            return offer.obey(lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void say(PipedWriter orders, String lines) throws IOException {
        orders.write(lines);
        orders.flush();
    }
}
