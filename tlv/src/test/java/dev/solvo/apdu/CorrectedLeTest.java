package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CorrectedLeTest {
    @Test
    void wrongLe_isRepeatedWithTheRightOne() throws CardTransportException {
        assertEquals("AABB9000", run("00B2010C00", "00B2010C00", "6C02", "00B2010C02", "AABB9000"));
        assertEquals("AABB9000", run("80AE0000010000", "80AE0000010000", "6C02", "80AE0000010002", "AABB9000"));
    }

    @Test
    void le00_is256() throws CardTransportException {
        assertEquals("AA9000", run("00B2010C01", "00B2010C01", "6C00", "00B2010C00", "AABB9000"));
    }

    @Test
    void data_areNoMoreThanAskedFor() throws CardTransportException {
        assertEquals("AA9000", run("00B2010C01", "00B2010C01", "6C03", "00B2010C03", "AABBCC9000"));
    }

    @Test
    void secondRefusal_isTheAnswer() throws CardTransportException {
        assertEquals("6C03", run("00B2010C00", "00B2010C00", "6C02", "00B2010C02", "6C03"));
    }

    @Test
    void commandWithoutLe_isNotRepeated() throws CardTransportException {
        assertEquals("6C02", run("00E00000", "00E00000", "6C02"));
        assertEquals("6C02", run("00E0000001AA", "00E0000001AA", "6C02"));
    }

    @Test
    void otherAnswers_passUnchanged() throws CardTransportException {
        assertEquals("AABB9000", run("00B2010C01", "00B2010C01", "AABB9000"));
        assertEquals("6A83", run("00B2010C00", "00B2010C00", "6A83"));
    }

    @Test
    void extendedCommand_staysExtended() throws CardTransportException {
        assertEquals("AA9000", run("00B00000000000", "00B00000000000", "6C01", "00B00000000001", "AA9000"));
    }

    @Test
    void times_areAddedUp() throws CardTransportException {
        ScriptedReader reader = new ScriptedReader("00B2010C00", "6C02", "00B2010C02", "AABB9000");
        assertEquals(
                2 * ScriptedReader.NANOS,
                reader.run(new CorrectedLe(reader), "00B2010C00").elapsedNanos());
    }

    private static String run(String command, String... dialogue) throws CardTransportException {
        ScriptedReader reader = new ScriptedReader(dialogue);
        return reader.run(new CorrectedLe(reader), command).response().toBytes().toHex();
    }
}
