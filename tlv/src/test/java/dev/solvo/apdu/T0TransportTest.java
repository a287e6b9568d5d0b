package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mapping of the four cases to T=0. EMV 4.4 Book 1, 9.3.1.1 and Annex A. */
final class T0TransportTest {
    @TestFactory
    Stream<DynamicTest> recordedCases() {
        List<JsonNode> cases = Vectors.cases("t0-cases-o2xfs.json");
        assertEquals(7, cases.size());
        return cases.stream().map(c -> dynamicTest(c.get("id").asText(), () -> check(c)));
    }

    private static void check(JsonNode c) throws CardTransportException {
        List<String> dialogue = new ArrayList<>();
        c.get("tpdu").forEach(exchange -> {
            dialogue.add(exchange.get("command").asText());
            dialogue.add(exchange.get("response").asText());
        });
        ScriptedReader reader = new ScriptedReader(dialogue.toArray(new String[0]));
        CardTransport.Exchange exchange =
                reader.run(T0Transport.over(reader), c.get("capdu").asText());
        assertEquals(
                c.get("data").asText() + c.get("sw").asText(),
                exchange.response().toBytes().toHex());
        assertEquals(ScriptedReader.NANOS * c.get("tpdu").size(), exchange.elapsedNanos());
    }

    @Test
    void case1_givesNoDataWhateverTheCardSends() throws CardTransportException {
        assertEquals("9000", run("00E00000", "00E0000000", "AABB9000"));
    }

    @Test
    void case1_getsItsStatusEvenIfTheCardWantsAnotherLength() throws CardTransportException {
        assertEquals("6C10", run("00E00000", "00E0000000", "6C10"));
    }

    @Test
    void case2_isFetchedWhereTheCardHoldsBack() throws CardTransportException {
        assertEquals("AABB9000", run("00B2010C00", "00B2010C00", "6102", "00C0000002", "AABB9000"));
    }

    @Test
    void case4_warningIsKeptOverTheFetchedData() throws CardTransportException {
        assertEquals(
                "6F006283",
                run("00A4040001AA00", "00A4040001AA", "6283", "00C0000000", "6C02", "00C0000002", "6F009000"));
    }

    @Test
    void extendedLengths_areRefused() {
        CardTransport transport = T0Transport.over(new ScriptedReader());
        CommandApdu command = CommandApdu.case2(0, 0xB0, 0, 0, 257);
        assertThrows(IllegalArgumentException.class, () -> transport.transmit(command));
        CommandApdu data = CommandApdu.case3(0, 0xD6, 0, 0, Bytes.repeat(0, 256));
        assertThrows(IllegalArgumentException.class, () -> transport.transmit(data));
    }

    private static String run(String command, String... dialogue) throws CardTransportException {
        ScriptedReader reader = new ScriptedReader(dialogue);
        return reader.run(T0Transport.over(reader), command)
                .response()
                .toBytes()
                .toHex();
    }
}
