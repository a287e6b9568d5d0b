package dev.solvo.cli.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.virtual.InsertedCard;
import dev.solvo.pcsc.virtual.VirtualReader;
import dev.solvo.pcsc.vpcd.T0Card;
import dev.solvo.simulator.purse.PurseImage;
import dev.solvo.simulator.purse.SimulatedPurse;
import dev.solvo.tlv.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code solvo prepaid purse --reader}: through a real PC/SC daemon; only the card is simulated. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaderPurseIT {
    private static final Duration LONG = Duration.ofSeconds(15);

    private static VirtualReader daemon;

    @TempDir
    Path folder;

    /** How the card speaks to its reader. */
    enum Protocol {
        T0,
        T1;

        Bytes answerToReset() {
            return this == T0 ? VirtualReader.T0_CARD : VirtualReader.T1_CARD;
        }

        CardTransport wired(CardTransport card) {
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
    void loadsAndPays(Protocol protocol) throws Exception {
        SimulatedPurse simulated = SimulatedPurse.insert(PurseImage.standard(), 5);
        Path file = folder.resolve("terminal.json");
        try (InsertedCard inserted = daemon.insert(protocol.answerToReset(), protocol.wired(simulated))) {
            PurseRun load = run("load", "--card-file", file, "--amount", "20.00", "--pin", "123456");
            assertEquals("LOADED", load.outcome(), load.out() + load.err());
            PurseRun purchase = run("purchase", "--card-file", file, "--amount", "3.50");
            assertEquals("PAID", purchase.outcome(), purchase.out() + purchase.err());
            assertEquals("CONFIRMED", purchase.json().path("module").asText());
            PurseRun balance = run("balance");
            assertEquals(
                    1650, balance.json().path("balance").path("minorUnits").asLong(), balance.out() + balance.err());
            assertEquals(2, run("log").json().path("records").size());
            assertFalse(inserted.commands().isEmpty(), "the card was not asked");
        }
        PcscReaders.open().named(daemon.name(0)).waitForCardAbsent(LONG);
        assertEquals(1650, simulated.image().purseBalanceMinor());
    }

    private static PurseRun run(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--reader";
        all[arguments.length + 1] = daemon.name(0);
        all[arguments.length + 2] = "--json";
        return PurseRun.of(all);
    }
}
