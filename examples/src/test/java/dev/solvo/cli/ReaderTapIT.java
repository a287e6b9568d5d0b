package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.virtual.InsertedCard;
import dev.solvo.pcsc.virtual.VirtualReader;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code solvo tap --reader}: whole taps through a real PC/SC daemon; only the card or phone is simulated. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaderTapIT {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final long LONG_SECONDS = 60;

    /** What readers make of a contactless card without historical bytes: PC/SC part 3. No EMV contact card answers so. */
    private static final Bytes CONTACTLESS = Bytes.fromHex("3B80800101");

    private static VirtualReader daemon;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        VirtualReader.requireStartable();
        daemon = VirtualReader.start();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // stays null where the class is skipped
    static void stop() throws Exception {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static SimulatedCard card(String image) {
        return SimulatedCard.insert(CardImages.named(image), 5);
    }

    private static void awaitEmptyField() throws Exception {
        PcscReaders.open().named(daemon.name(0)).waitForCardAbsent(LONG);
    }

    private static CommandRun tap(CardTransport card, Object... options) throws Exception {
        CommandRun run;
        try (InsertedCard inField = daemon.insert(CONTACTLESS, card)) {
            run = CommandRun.of(options);
            assertFalse(inField.commands().isEmpty(), "the card was not asked: " + run.err());
        }
        awaitEmptyField();
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "tap-visa, 60.00, 03, ARQC, ENCIPHERED_PIN_ONLINE",
        "tap-visa-offline, 12.34, 03, TC, NO_CVM_REQUIRED",
        "tap-mchip, 12.34, 02, ARQC, NO_CVM_REQUIRED",
        "tap-mchip-phone, 60.00, 02, ARQC, CONFIRMATION_CODE_VERIFIED",
        "tap-unionpay-offline, 12.34, 07, TC, NO_CVM_REQUIRED",
    })
    void pays(String image, String amount, String kernel, String cryptogram, String cvm) throws Exception {
        CommandRun run =
                tap(card(image), "tap", "--reader", daemon.name(0), "--amount", amount, "--host", "approve", "--json");
        JsonNode json = run.json();
        assertEquals("APPROVED", json.path("outcome").textValue(), run.out());
        assertEquals(kernel, json.path("kernel").textValue());
        assertEquals(cryptogram, json.path("firstCryptogram").textValue());
        assertEquals(cvm, json.path("cvm").textValue());
        assertEquals(1, json.path("presentations").intValue());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aRecordedTap_isReplayed_andSaysWhoseDataItHolds() throws Exception {
        Path file = folder.resolve("session.json");
        CommandRun run = tap(
                card("tap-mchip-offline"), "tap", "--reader", daemon.name(0), "--record", file, "--record-card-data");
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        CommandRun replayed = CommandRun.of("replay", file, "--json");
        assertTrue(replayed.json().path("same").booleanValue(), replayed.out());
        assertEquals("live", replayed.json().path("data").textValue());
    }

    /** The phone stays where it is: it is reset, has its time, and is asked again. */
    @Test
    void aPhoneThatIsUnlockedInTheField_isAskedAgain() throws Exception {
        SimulatedCard phone = card("tap-visa-phone-locked");
        CommandRun run;
        try (InsertedCard inField = daemon.insert(CONTACTLESS, command -> {
            CardTransport.Exchange exchange = phone.transmit(command);
            if (exchange.response().statusWord().value() == 0x6986) {
                phone.unlockDevice();
            }
            return exchange;
        })) {
            run = CommandRun.of("tap", "--reader", daemon.name(0), "--amount", "60.00", "--json");
            assertTrue(inField.resets() > 0, "the field was not switched off");
        }
        awaitEmptyField();
        assertEquals("APPROVED", run.json().path("outcome").textValue(), run.out());
        assertEquals("CONFIRMATION_CODE_VERIFIED", run.json().path("cvm").textValue());
        assertEquals(2, run.json().path("presentations").intValue());
    }

    /** Pulled away while it computes its cryptogram, and held to the reader again. */
    @Test
    void aCardThatWasTornAway_isAskedForAgain_andItsTransactionRecovered() throws Exception {
        SimulatedCard simulated = card("tap-mchip-torn");
        CountDownLatch torn = new CountDownLatch(1);
        CardTransport tearing = command -> {
            try {
                return simulated.transmit(command);
            } catch (CardTransportException away) {
                torn.countDown();
                throw away;
            }
        };
        ExecutorService till = Executors.newSingleThreadExecutor();
        try {
            Future<CommandRun> tapping;
            try (InsertedCard first = daemon.insert(CONTACTLESS, tearing)) {
                tapping = till.submit(() -> CommandRun.of("tap", "--reader", daemon.name(0), "--json"));
                assertTrue(torn.await(LONG_SECONDS, TimeUnit.SECONDS), "nobody tore the card away");
                assertFalse(first.commands().isEmpty());
            }
            awaitEmptyField();
            simulated.reinsert();
            try (InsertedCard second = daemon.insert(CONTACTLESS, simulated)) {
                CommandRun run = tapping.get(LONG_SECONDS, TimeUnit.SECONDS);
                assertEquals("APPROVED", run.json().path("outcome").textValue(), run.out());
                assertEquals(2, run.json().path("presentations").intValue());
                assertTrue(
                        second.commands().stream().anyMatch(command -> command.startsWith("80D0")),
                        second.commands().toString());
            }
        } finally {
            till.shutdownNow();
        }
        awaitEmptyField();
    }

    @Test
    void aReaderThatIsNotThere_isBadInput() {
        CommandRun run = CommandRun.of("tap", "--reader", "no reader of this name");
        assertEquals(65, run.exitCode(), run.out());
        assertTrue(run.err().contains("no reader of this name"), run.err());
    }
}
