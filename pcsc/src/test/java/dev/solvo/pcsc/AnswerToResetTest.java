package dev.solvo.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.pcsc.AnswerToResetRule.Reset;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** EMV 4.4 Book 1, 8. */
final class AnswerToResetTest {
    private static final String T0 = "3BF41300FFD0000A3F0300DEADBEEFDC";
    private static final String T1 = "3BF41300FF9101717C4100DEADBEEFE6";

    static Stream<JsonNode> vectors() throws IOException {
        try (InputStream file = AnswerToResetTest.class.getResourceAsStream("/vectors/answer-to-reset.json")) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(file).get("cases").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vector_isAcceptedAfterColdAndWarmReset(JsonNode vector) throws PcscException {
        AnswerToReset atr = parse(vector.get("atr").asText());
        assertTrue(vector.get("acceptedForEmv").asBoolean());
        assertEquals(List.of(), AnswerToResetRule.brokenBy(atr, Reset.COLD));
        assertEquals(List.of(), AnswerToResetRule.brokenBy(atr, Reset.WARM));
    }

    @Nested
    final class Structure {
        @Test
        void interfaceBytes_areFoundByName() throws PcscException {
            AnswerToReset atr = parse(T1);
            assertEquals(OptionalInt.of(0x13), atr.ta(1));
            assertEquals(OptionalInt.of(0x00), atr.tb(1));
            assertEquals(OptionalInt.of(0xFF), atr.tc(1));
            assertEquals(OptionalInt.of(0x91), atr.td(1));
            assertEquals(OptionalInt.of(0x01), atr.ta(2));
            assertEquals(OptionalInt.empty(), atr.tb(2));
            assertEquals(OptionalInt.empty(), atr.tc(2));
            assertEquals(OptionalInt.of(0x71), atr.td(2));
            assertEquals(OptionalInt.of(0x7C), atr.ta(3));
            assertEquals(OptionalInt.of(0x41), atr.tb(3));
            assertEquals(OptionalInt.of(0x00), atr.tc(3));
            assertEquals(OptionalInt.empty(), atr.td(3));
            assertEquals(OptionalInt.empty(), atr.ta(4));
            assertEquals("DEADBEEF", atr.historicalBytes().toHex());
            assertEquals(1, atr.firstProtocol());
            assertEquals(T1, atr.toString());
            assertEquals(T1, atr.bytes().toHex());
        }

        @Test
        void interfaceByteZero_isMisuse() throws PcscException {
            AnswerToReset atr = parse(T0);
            assertThrows(IllegalArgumentException.class, () -> atr.ta(0));
        }

        @ParameterizedTest
        @CsvSource({
            "'', has 0 bytes",
            "3B, has 1 byte",
            "3B6000, ends before",
            "3B61000080FF, has 6 bytes where its own bytes announce 5",
            "3B620000AA, has 5 bytes where its own bytes announce 6",
            "03600000, begins with neither",
            "3BE000008131FE45EC, wrong check byte",
            "3BE000008131FE45, has 8 bytes where its own bytes announce 9",
            "3B80808080808080808080808080808080808080808080808080808080808080, ends before",
            "3B8080808080808080808080808080808080808080808080808080808080808080FF, has 34 bytes",
        })
        void broken_isRefusedWithTheReason(String hex, String reason) {
            PcscException refused = assertThrows(PcscException.class, () -> parse(hex));
            assertEquals(PcscException.Kind.CARD_REFUSED, refused.kind());
            assertTrue(refused.toString().contains(reason), refused.getMessage());
        }

        @ParameterizedTest
        @MethodSource("dev.solvo.pcsc.AnswerToResetTest#vectors")
        void everyTruncation_isRefused(JsonNode vector) {
            Bytes whole = Bytes.fromHex(vector.get("atr").asText());
            for (int length = 0; length < whole.length(); length++) {
                Bytes cut = whole.slice(0, length);
                assertThrows(PcscException.class, () -> AnswerToReset.parse(cut), "length " + length);
            }
        }

        @Test
        void everyChangedByteAfterTs_isCaughtByTheCheckByte() {
            byte[] whole = Bytes.fromHex(T1).toByteArray();
            for (int at = 1; at < whole.length; at++) {
                for (int bit = 1; bit <= 0x80; bit <<= 1) {
                    byte[] changed = whole.clone();
                    changed[at] ^= (byte) bit;
                    assertThrows(PcscException.class, () -> AnswerToReset.parse(Bytes.of(changed)), "at " + at);
                }
            }
        }

        @Test
        void inverseConvention_isTaken() throws PcscException {
            assertEquals(OptionalInt.of(0), parse("3F600000").tb(1));
        }
    }

    @Property
    void anyBytes_areReadOrRefused(@ForAll @Size(max = 40) byte[] bytes) {
        try {
            AnswerToReset atr = AnswerToReset.parse(Bytes.of(bytes));
            assertEquals(Bytes.of(bytes), atr.bytes());
            // Rules must cope with whatever the structure allows.
            assertTrue(AnswerToResetRule.brokenBy(atr, Reset.COLD)
                    .containsAll(AnswerToResetRule.brokenBy(atr, Reset.WARM)));
        } catch (PcscException e) {
            assertEquals(PcscException.Kind.CARD_REFUSED, e.kind());
        }
    }

    /** One byte of a good answer changed, the check byte made right again. */
    @Nested
    final class Rules {
        @ParameterizedTest(name = "{0} byte {1} = {2} breaks {3}")
        @CsvSource({
            // Position 2 is TA1, 4 TC1, 5 TD1, 6 TA2, 7 TC2 or TD2, 8 TD2 or TA3, 9 TA3 or TB3, 10 TB3 or TC3.
            "T0, 2, 14, TA1",
            "T0, 2, 10, TA1",
            "T0, 3, 01, TB1",
            "T0, 4, 01, TC1",
            "T0, 4, FE, TC1",
            "T0, 6, 10, TA2",
            "T0, 6, 01, TA2",
            "T0, 7, 00, TC2",
            "T0, 7, 0B, TC2",
            "T0, 8, 32, TD2",
            "T0, 8, 3D, TD2",
            "T0, 9, 08, TA3",
            "T0, 9, C0, TA3",
            "T1, 2, 23, TA1",
            "T1, 6, 11, TA2",
            "T1, 6, 00, TA2",
            "T1, 8, 0F, TA3",
            "T1, 8, FF, TA3",
            "T1, 9, 51, TB3",
            "T1, 9, 46, TB3",
            "T1, 10, 01, TC3",
        })
        void oneRuleBroken(String good, int position, String value, AnswerToResetRule rule) throws PcscException {
            assertEquals(List.of(rule), broken(good.equals("T0") ? T0 : T1, position, value));
        }

        @ParameterizedTest(name = "{0} byte {1} = {2}")
        @CsvSource({
            "T0, 2, 11",
            "T0, 2, 12",
            "T0, 4, 00",
            "T0, 8, 3E",
            "T0, 9, 07",
            "T0, 9, C1",
            "T1, 2, 11",
            "T1, 8, 10",
            "T1, 8, FE",
            "T1, 9, 45",
            "T1, 9, 00",
            "T1, 9, 40",
        })
        void allowedValue_breaksNothing(String good, int position, String value) throws PcscException {
            assertEquals(List.of(), broken(good.equals("T0") ? T0 : T1, position, value));
        }

        @ParameterizedTest
        @CsvSource({"T0, 02", "T1, 92", "T0, D5"})
        void unknownFirstProtocol_breaksTd1(String good, String td1) throws PcscException {
            int high = Integer.parseInt(good.equals("T0") ? "D0" : "90", 16);
            String value = String.format("%02X", high | Integer.parseInt(td1, 16) & 0xF);
            assertTrue(broken(good.equals("T0") ? T0 : T1, 5, value).contains(AnswerToResetRule.TD1));
        }

        @Test
        void differentProtocolInTd2AfterT1_breaksTd2() throws PcscException {
            assertTrue(broken(T1, 7, "70").contains(AnswerToResetRule.TD2));
        }

        @Test
        void t1WithoutTd2_breaksTd2AndTb3() throws PcscException {
            assertEquals(
                    List.of(AnswerToResetRule.TD2, AnswerToResetRule.TB3),
                    AnswerToResetRule.brokenBy(parse("3BE0000001E1"), Reset.COLD));
        }

        @Test
        void tb2_isRefused() throws PcscException {
            assertEquals(List.of(AnswerToResetRule.TB2), AnswerToResetRule.brokenBy(parse("3BE000002000"), Reset.COLD));
        }

        @Test
        void tc2WithT1_isRefused() throws PcscException {
            assertTrue(AnswerToResetRule.brokenBy(checked("3BE00000C10A2145"), Reset.COLD)
                    .contains(AnswerToResetRule.TC2));
        }

        @Test
        void characterWaitingTimeMustExceedGuardTime() throws PcscException {
            // TC1 = 00 is N = 0, and 2^0 does not exceed 0 + 1; TC1 = FF is N = -1.
            assertEquals(List.of(AnswerToResetRule.TB3), broken("3BE000008131FE45EB", 7, "40"));
            assertEquals(List.of(), broken("3BE000008131FE45EB", 7, "41"));
            assertEquals(List.of(AnswerToResetRule.TC1, AnswerToResetRule.TB3), broken(T1, 4, "01"));
        }

        @Test
        void tb1_isFreeAfterWarmReset() throws PcscException {
            AnswerToReset without = parse("3B400000".substring(0, 6));
            assertEquals(List.of(AnswerToResetRule.TB1), AnswerToResetRule.brokenBy(without, Reset.COLD));
            assertEquals(List.of(), AnswerToResetRule.brokenBy(without, Reset.WARM));
        }

        @Test
        void negotiableMode_takesAnyTa1() throws PcscException {
            assertEquals(List.of(), AnswerToResetRule.brokenBy(parse("3B70960000"), Reset.COLD));
        }

        @Test
        void contactlessAnswer_isOnlyForWarmReset() throws PcscException {
            AnswerToReset both = parse("3B80800101");
            assertEquals(0, both.firstProtocol());
            assertEquals(List.of(AnswerToResetRule.TB1), AnswerToResetRule.brokenBy(both, Reset.COLD));
            assertEquals(List.of(), AnswerToResetRule.brokenBy(both, Reset.WARM));
        }

        @Test
        void cardOfAnotherTrade_isNoPaymentCard() throws PcscException {
            AnswerToReset atr = parse("3BDA18FF81B1FE751F030031F573C78A40009000B0");
            assertEquals(
                    List.of(AnswerToResetRule.TB1, AnswerToResetRule.TB3), AnswerToResetRule.brokenBy(atr, Reset.COLD));
        }

        private List<AnswerToResetRule> broken(String good, int position, String value) throws PcscException {
            byte[] bytes = Bytes.fromHex(good).toByteArray();
            bytes[position] = (byte) Integer.parseInt(value, 16);
            return AnswerToResetRule.brokenBy(
                    checked(Bytes.of(bytes, 0, bytes.length - 1).toHex()), Reset.COLD);
        }
    }

    /** Reads an answer after appending its check byte. */
    private static AnswerToReset checked(String withoutCheckByte) throws PcscException {
        Bytes bytes = Bytes.fromHex(withoutCheckByte);
        int sum = IntStream.range(1, bytes.length()).map(bytes::unsigned).reduce(0, (a, b) -> a ^ b);
        return AnswerToReset.parse(bytes.plus(Bytes.ofUnsigned(sum)));
    }

    private static AnswerToReset parse(String hex) throws PcscException {
        return AnswerToReset.parse(Bytes.fromHex(hex));
    }
}
