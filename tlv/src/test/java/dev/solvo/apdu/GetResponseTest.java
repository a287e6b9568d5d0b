package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.tlv.Bytes;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GetResponseTest {
    private static final String CASE_4 = "80A8000002830000";
    private static final String FETCH_ALL = "00C0000000";

    @Test
    void chain_isGluedAndItsLastStatusKept() throws CardTransportException {
        assertEquals(
                "AABBCC6A88",
                run(GetResponse::t1, CASE_4, CASE_4, "AA6101", "00C0000001", "BB6100", FETCH_ALL, "CC6A88"));
    }

    @Test
    void classIs00_whateverTheCommands() throws CardTransportException {
        assertEquals("AA9000", run(GetResponse::t1, "84CA00000100", "84CA00000100", "6101", "00C0000001", "AA9000"));
    }

    @Test
    void times_areAddedUp() throws CardTransportException {
        ScriptedReader reader = new ScriptedReader(CASE_4, "6101", "00C0000001", "AA6101", "00C0000001", "BB9000");
        assertEquals(
                3 * ScriptedReader.NANOS,
                reader.run(GetResponse.t1(reader), CASE_4).elapsedNanos());
    }

    @Test
    @Timeout(60)
    void endlessChain_isAProtocolError() {
        int[] commands = {0};
        CardTransport endless = command -> {
            commands[0]++;
            return new CardTransport.Exchange(new ResponseApdu(Bytes.repeat(0, 256), new StatusWord(0x6100)), 0);
        };
        CardTransportException e = assertThrows(
                CardTransportException.class, () -> GetResponse.t1(endless).transmit(CommandApdu.case1(0, 0xE0, 0, 0)));
        assertEquals(CardTransportException.Kind.PROTOCOL, e.kind());
        assertEquals(257, commands[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9000", "6283", "63C2", "6A82", "AA9000", "AA6283"})
    void otherThan61_passesUnchangedOnT1(String answer) throws CardTransportException {
        assertEquals(answer, run(GetResponse::t1, CASE_4, CASE_4, answer));
    }

    /** A case 4 command cannot be answered with data in one exchange. EMV 4.4 Book 1, Annex A. */
    @Nested
    final class T0 {
        @Test
        void success_isFollowedByTheData() throws CardTransportException {
            assertEquals("AABB9000", run(GetResponse::t0, CASE_4, CASE_4, "9000", FETCH_ALL, "AABB9000"));
            assertEquals("6985", run(GetResponse::t0, CASE_4, CASE_4, "9000", FETCH_ALL, "6985"));
        }

        @ParameterizedTest
        @CsvSource({
            "6283,AABB9000,AABB6283",
            "6300,AABB9000,AABB6300",
            "63C2,AABB6282,AABB63C2",
            "6283,6D00,6283",
            "6283,6F00,6283",
            "6283,AABB6F00,6283"
        })
        void warning_isKept(String warning, String fetched, String answer) throws CardTransportException {
            assertEquals(answer, run(GetResponse::t0, CASE_4, CASE_4, warning, FETCH_ALL, fetched));
        }

        @Test
        void warning_isKeptOverAChain() throws CardTransportException {
            assertEquals(
                    "AABB6283",
                    run(GetResponse::t0, CASE_4, CASE_4, "6283", FETCH_ALL, "AA6101", "00C0000001", "BB9000"));
        }

        @Test
        void dataThatCameAtOnce_areNotAskedForAgain() throws CardTransportException {
            assertEquals("AA9000", run(GetResponse::t0, CASE_4, CASE_4, "AA9000"));
        }

        @ParameterizedTest
        @CsvSource({
            "00E00000,9000",
            "00B2010C00,6282",
            "00B2010C00,9000",
            "0020008001AA,63C2",
            "0082000001AA,9000",
            "0082000001AA,6300",
            "00A4040001AA00,6A82"
        })
        void otherCasesAndErrors_passUnchanged(String command, String answer) throws CardTransportException {
            assertEquals(answer, run(GetResponse::t0, command, command, answer));
        }
    }

    private static String run(Function<CardTransport, CardTransport> decorator, String command, String... dialogue)
            throws CardTransportException {
        ScriptedReader reader = new ScriptedReader(dialogue);
        return reader.run(decorator.apply(reader), command).response().toBytes().toHex();
    }
}
