package dev.solvo.simulator.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import dev.solvo.simulator.purse.PurseIssuer.Behaviour;
import dev.solvo.simulator.purse.PurseIssuer.Decision;
import dev.solvo.simulator.purse.PurseIssuer.LoadRequest;
import dev.solvo.simulator.purse.PurseIssuer.Reason;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PurseHostsTest {
    private static final Bytes TERMINAL = Bytes.fromHex(PurseReader.TERMINAL);
    private static final Bytes SERIAL = PurseImage.standard().serial().slice(2);
    private static final Bytes TIME = Bytes.fromHex(PurseReader.TIME);
    private static final String INIT = "807000001C" + "01020304" + "0000" + "00000064" + "06" + PurseReader.TIME
            + "0100" + "0000000000000001" + "08";

    @Nested
    final class SecurityModule {
        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "terminal number,        00B0960006,                 112233445566 9000",
            "another file,           00B0950006,                 6A82",
            "unknown instruction,    80500000,                   6D00",
            "credit without init,    807200000400000000,         6985",
            "init with P1,           8070010014000000000000000000000000000000000000000000, 6A86",
            "init without a factor,  8070000014000000000000000000000000000000000000000000, 6700",
        })
        void answers(String name, String command, String expected) throws Exception {
            SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), TERMINAL, 0);
            assertEquals(expected.replace(" ", ""), new PurseReader(psam).answer(command));
        }

        @Test
        void numberIsUsedOnce() throws Exception {
            SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), TERMINAL, 0x01020304);
            PurseReader reader = new PurseReader(psam);
            Bytes first = reader.send(INIT).data();
            Bytes second = reader.send(INIT).data();
            assertEquals("01020304", first.slice(0, 4).toHex());
            assertEquals("01020305", second.slice(0, 4).toHex());
            assertFalse(first.slice(4).equals(second.slice(4)));
        }

        @Test
        void lastNumber_thenRefusal() throws Exception {
            SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), TERMINAL, SimulatedPsam.MAX_SEQUENCE);
            PurseReader reader = new PurseReader(psam);
            assertEquals("FFFFFFFF", reader.send(INIT).data().slice(0, 4).toHex());
            assertEquals("9402", reader.status(INIT));
        }

        @Test
        void wrongProofIsNotCounted() throws Exception {
            SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), TERMINAL, 0);
            PurseReader reader = new PurseReader(psam);
            reader.send(INIT);
            assertEquals("9302", reader.status("807200000400000000"));
            assertEquals(0, psam.totalMinor());
        }

        @Test
        void levelsChangeTheKey() throws Exception {
            String two = INIT.replace("807000001C", "8070000024")
                    .replace("000000000000000108", "0000000000000001222222222222222208");
            SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), TERMINAL, 0);
            SimulatedPsam below = new SimulatedPsam(
                    PurseKeys.published().diversifiedBy(Bytes.fromHex("2222222222222222")), TERMINAL, 0);
            assertEquals(new PurseReader(below).answer(INIT), new PurseReader(psam).answer(two));
        }

        @Test
        void faults() throws Exception {
            SimulatedPsam psam = new SimulatedPsam(
                    PurseKeys.published(),
                    TERMINAL,
                    0,
                    List.of(
                            PurseFault.at(Step.INITIALIZE, Effect.WRONG_MAC),
                            PurseFault.at(Step.COMPLETE, Effect.TORN_BEFORE)));
            PurseReader reader = new PurseReader(psam);
            Bytes wrong = reader.send(INIT).data();
            Bytes right = new PurseReader(new SimulatedPsam(PurseKeys.published(), TERMINAL, 0))
                    .send(INIT)
                    .data();
            assertEquals(right.slice(0, 4), wrong.slice(0, 4));
            assertFalse(right.slice(4).equals(wrong.slice(4)));
            assertThrows(CardTransportException.class, () -> reader.send("807200000400000000"));
        }
    }

    @Nested
    final class Issuer {
        private final SimulatedPurse card = SimulatedPurse.insert(PurseImage.standard(), 4);
        private final PurseIssuer issuer = new PurseIssuer(PurseKeys.published(), Behaviour.AUTHORISE);

        private LoadRequest begin(long amount) throws Exception {
            Bytes data = new PurseReader(card)
                    .selected()
                    .withPin()
                    .send("805000020B01" + PurseReader.hex(amount, 4) + PurseReader.TERMINAL + "10")
                    .data();
            return new LoadRequest(
                    SERIAL,
                    data.slice(0, 4),
                    Bytes.fromHex(PurseReader.hex(amount, 4)),
                    2,
                    TERMINAL,
                    data.slice(4, 6),
                    data.slice(8, 12),
                    data.slice(12),
                    TIME);
        }

        private Bytes credit(Decision decision) throws Exception {
            Decision.Authorised authorised = assertInstanceOf(Decision.Authorised.class, decision);
            return new PurseReader(card)
                    .send("805200000B" + authorised.time().toHex()
                            + authorised.mac2().toHex() + "04")
                    .data();
        }

        @Test
        void loadIsBookedOnceWithItsCode() throws Exception {
            LoadRequest request = begin(1000);
            Bytes tac = credit(issuer.authorise(request));
            assertEquals(1, issuer.openLoads());
            assertFalse(issuer.confirm(SERIAL, 2, request.onlineSequence(), TIME, PurseCryptography.spoilt(tac)));
            assertFalse(issuer.confirm(SERIAL, 2, request.onlineSequence(), Bytes.repeat(0x20, 7), tac));
            assertFalse(issuer.cancel(SERIAL, 2, request.onlineSequence(), Bytes.repeat(0x20, 7)));
            assertFalse(issuer.confirm(SERIAL, 1, request.onlineSequence(), TIME, tac));
            assertTrue(issuer.confirm(SERIAL, 2, request.onlineSequence(), TIME, tac));
            assertTrue(issuer.confirm(SERIAL, 2, request.onlineSequence(), TIME, tac));
            assertFalse(issuer.confirm(SERIAL, 2, request.onlineSequence(), TIME, PurseCryptography.spoilt(tac)));
            assertEquals(1000, issuer.loadedMinor());
            assertEquals(0, issuer.openLoads());
            assertEquals(new Decision.Refused(Reason.ALREADY_LOADED), issuer.authorise(request));
        }

        @Test
        void cancelledLoadIsNotBooked() throws Exception {
            LoadRequest request = begin(1000);
            Bytes tac = credit(issuer.authorise(request));
            assertTrue(issuer.cancel(SERIAL, 2, request.onlineSequence(), TIME));
            assertFalse(issuer.cancel(SERIAL, 2, request.onlineSequence(), TIME));
            assertFalse(issuer.confirm(SERIAL, 2, request.onlineSequence(), TIME, tac));
        }

        @Test
        void wrongMac1AndMalformedRequestsAreRefused() throws Exception {
            LoadRequest request = begin(1000);
            LoadRequest more = new LoadRequest(
                    SERIAL,
                    request.oldBalance(),
                    Bytes.fromHex("00002000"),
                    2,
                    TERMINAL,
                    request.onlineSequence(),
                    request.random(),
                    request.mac1(),
                    TIME);
            assertEquals(new Decision.Refused(Reason.WRONG_MAC1), issuer.authorise(more));
            LoadRequest purchase = new LoadRequest(
                    SERIAL,
                    request.oldBalance(),
                    request.amount(),
                    6,
                    TERMINAL,
                    request.onlineSequence(),
                    request.random(),
                    request.mac1(),
                    TIME);
            assertEquals(new Decision.Refused(Reason.MALFORMED), issuer.authorise(purchase));
        }

        @Test
        void behaviours() throws Exception {
            LoadRequest request = begin(1000);
            issuer.behave(Behaviour.REFUSE);
            assertEquals(new Decision.Refused(Reason.TOLD_TO), issuer.authorise(request));
            issuer.behave(Behaviour.SILENT_BEFORE);
            assertInstanceOf(Decision.Silent.class, issuer.authorise(request));
            assertEquals(0, issuer.openLoads());
            issuer.behave(Behaviour.SILENT_AFTER);
            assertInstanceOf(Decision.Silent.class, issuer.authorise(request));
            assertEquals(1, issuer.openLoads());
            issuer.behave(Behaviour.WRONG_MAC);
            assertTrue(credit(issuer.authorise(request)).isEmpty());
            assertEquals(0, card.image().purseBalanceMinor());
        }
    }
}
