package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.apdu.CardTransport;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.virtual.InsertedCard;
import dev.solvo.pcsc.virtual.VirtualReader;
import dev.solvo.pcsc.vpcd.T0Card;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code solvo pay --reader}: whole transactions through a real PC/SC daemon; only the card is simulated. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaderPaymentIT {
    private static final Duration LONG = Duration.ofSeconds(15);

    private static VirtualReader daemon;

    /** How the card speaks to its reader. */
    enum Protocol {
        T0,
        T1;

        Bytes answerToReset() {
            return this == T0 ? VirtualReader.T0_CARD : VirtualReader.T1_CARD;
        }

        CardTransport wired(SimulatedCard card) {
            return this == T0 ? new T0Card(card) : card;
        }
    }

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

    @ParameterizedTest
    @EnumSource
    void paysOnline(Protocol protocol) throws Exception {
        CommandRun run = pay("online-cda", protocol);
        JsonNode json = run.json();
        assertEquals("APPROVED", json.path("outcome").asText(), run.out());
        assertEquals("CDA", json.path("odaMethod").asText());
        assertEquals("OK", json.path("odaResult").asText());
        assertEquals("SUCCESSFUL", json.path("issuerAuthentication").asText());
        assertEquals("2000000000", json.path("scripts").path(0).asText());
        assertEquals(0, run.exitCode());
    }

    @ParameterizedTest
    @EnumSource
    void paysOfflineWithEllipticCurves(Protocol protocol) throws Exception {
        JsonNode json = pay("pin-ecc", protocol).json();
        assertEquals("APPROVED", json.path("outcome").asText());
        assertEquals("XDA", json.path("odaMethod").asText());
        assertEquals("ENCIPHERED_PIN_BY_ICC", json.path("cvm").asText());
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenTheCardIsPulledOut(Protocol protocol) throws Exception {
        CommandRun run = pay("removed", protocol);
        assertEquals("TERMINATED", run.json().path("outcome").asText(), run.out());
        assertEquals("CARD_REMOVED", run.json().path("terminationReason").asText());
        assertEquals(2, run.exitCode());
    }

    private static CommandRun pay(String image, Protocol protocol) throws Exception {
        SimulatedCard simulated = SimulatedCard.insert(CardImages.named(image), 5);
        CommandRun run;
        try (InsertedCard inserted = daemon.insert(protocol.answerToReset(), protocol.wired(simulated))) {
            run = CommandRun.of("pay", "--reader", daemon.name(0), "--pin", "1234", "--json");
            assertFalse(inserted.commands().isEmpty(), "the card was not asked");
        }
        PcscReaders.open().named(daemon.name(0)).waitForCardAbsent(LONG);
        return run;
    }
}
