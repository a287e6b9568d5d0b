package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimpleElementsTest {
    /** EMV 4.4 Book 4, Annex A1. */
    @Nested
    final class TerminalTypes {
        private static final Set<String> VALID =
                Set.of("11", "12", "13", "14", "15", "16", "21", "22", "23", "24", "25", "26", "34", "35", "36");

        @Test
        void exactlyTheDefinedOnesAreAccepted() throws EmvDataException {
            for (int i = 0; i < 256; i++) {
                Bytes value = Bytes.ofUnsigned(i);
                if (VALID.contains(value.toHex())) {
                    assertEquals(value, TerminalType.parse(value).toBytes());
                } else {
                    assertThrows(EmvDataException.class, () -> TerminalType.parse(value), value::toHex);
                }
            }
        }

        @ParameterizedTest
        @CsvSource({
            "11, FINANCIAL_INSTITUTION, true, ONLINE_ONLY, true",
            "22, MERCHANT, true, OFFLINE_WITH_ONLINE_CAPABILITY, true",
            "26, MERCHANT, false, OFFLINE_ONLY, false",
            "34, CARDHOLDER, false, ONLINE_ONLY, true"
        })
        void parts(
                String hex,
                TerminalType.Operator operator,
                boolean attended,
                TerminalType.Communication communication,
                boolean online)
                throws EmvDataException {
            TerminalType type = TerminalType.parse(Bytes.fromHex(hex));
            assertEquals(new TerminalType(operator, attended, communication), type);
            assertEquals(online, type.isOnlineCapable());
        }

        @ParameterizedTest
        @CsvSource({"14,true,true", "15,true,true", "16,true,true", "14,false,false", "11,true,false", "24,true,false"})
        void automatedTellerMachine(String hex, boolean cash, boolean atm) throws EmvDataException {
            AdditionalTerminalCapabilities capabilities = cash
                    ? AdditionalTerminalCapabilities.NONE.with(AdditionalTerminalCapabilities.Bit.CASH)
                    : AdditionalTerminalCapabilities.NONE;
            assertEquals(atm, TerminalType.parse(Bytes.fromHex(hex)).isAtm(capabilities));
        }
    }

    /** EMV 4.4 Book 3, 6.5.5. */
    @ParameterizedTest
    @CsvSource({
        "00, AAC, false, NONE",
        "40, TC, false, NONE",
        "80, ARQC, false, NONE",
        "C0, RESERVED, false, NONE",
        "08, AAC, true, NONE",
        "09, AAC, true, SERVICE_NOT_ALLOWED",
        "02, AAC, false, PIN_TRY_LIMIT_EXCEEDED",
        "03, AAC, false, ISSUER_AUTHENTICATION_FAILED",
        "07, AAC, false, RESERVED",
        "B0, ARQC, false, NONE"
    })
    void cryptogramInformationData(
            String hex,
            CryptogramInformationData.Type type,
            boolean advice,
            CryptogramInformationData.ReasonCode reason)
            throws EmvDataException {
        CryptogramInformationData data = CryptogramInformationData.parse(Bytes.fromHex(hex));
        assertEquals(type, data.type());
        assertEquals(advice, data.adviceRequired());
        assertEquals(reason, data.reasonCode());
        assertEquals(hex, data.toBytes().toHex());
    }

    /** EMV 4.4 Book 4, 6.7.3. */
    @Nested
    final class Dates {
        @ParameterizedTest
        @CsvSource({
            "000101, 2000-01-01",
            "491231, 2049-12-31",
            "500101, 1950-01-01",
            "991231, 1999-12-31",
            "250431, 2025-04-31",
            "250400, 2025-04-00"
        })
        void accepted(String hex, String text) throws EmvDataException {
            EmvDate date = EmvDate.parse(EmvTag.APPLICATION_EXPIRATION_DATE, Bytes.fromHex(hex));
            assertEquals(text, date.toString());
            assertEquals(hex, date.toBytes().toHex());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "2501", "25010101", "2A0101", "250001", "251301", "250132", "2501AA"})
        void refused(String hex) {
            assertThrows(EmvDataException.class, () -> EmvDate.parse(EmvTag.TRANSACTION_DATE, Bytes.fromHex(hex)), hex);
        }

        @ParameterizedTest
        @CsvSource({"250101,250102", "250131,250201", "241231,250101", "250430,250431"})
        void order(String earlier, String later) throws EmvDataException {
            EmvDate before = EmvDate.parse(EmvTag.TRANSACTION_DATE, Bytes.fromHex(earlier));
            EmvDate after = EmvDate.parse(EmvTag.TRANSACTION_DATE, Bytes.fromHex(later));
            assertTrue(before.isBefore(after));
            assertTrue(after.isAfter(before));
            assertFalse(before.isAfter(after));
            assertFalse(after.isBefore(before));
        }

        @Test
        void orderGoesByTheCentury() throws EmvDataException {
            EmvDate last99 = EmvDate.parse(EmvTag.APPLICATION_EXPIRATION_DATE, Bytes.fromHex("991231"));
            EmvDate today = EmvDate.of(LocalDate.of(2025, 1, 1));
            assertTrue(today.isAfter(last99));
            assertTrue(last99.isBefore(today));
            assertFalse(today.isBefore(today));
            assertFalse(today.isAfter(today));
            assertThrows(IllegalArgumentException.class, () -> EmvDate.of(LocalDate.of(2050, 1, 1)));
        }
    }

    @Nested
    final class Numbers {
        @Test
        void digits() throws EmvDataException {
            assertEquals("000000012345", BcdNumber.toBytes(12345, 6).toHex());
            assertEquals(840, BcdNumber.parse(EmvTag.TERMINAL_COUNTRY_CODE, Bytes.fromHex("0840")));
            EmvDataException refused = assertThrows(
                    EmvDataException.class, () -> BcdNumber.parse(EmvTag.TERMINAL_COUNTRY_CODE, Bytes.fromHex("08A0")));
            assertEquals(1, refused.offset());
            assertThrows(IllegalArgumentException.class, () -> BcdNumber.toBytes(100, 1));
            assertThrows(IllegalArgumentException.class, () -> BcdNumber.toBytes(-1, 1));
            assertThrows(
                    EmvDataException.class, () -> BcdNumber.parse(EmvTag.TERMINAL_COUNTRY_CODE, Bytes.repeat(0, 10)));
        }
    }

    @Property
    void numbers(@ForAll @LongRange(max = 999_999_999_999L) long value) throws EmvDataException {
        Bytes bytes = BcdNumber.toBytes(value, 6);
        assertEquals(6, bytes.length());
        assertEquals(value, BcdNumber.parse(EmvTag.AMOUNT_AUTHORISED_NUMERIC, bytes));
    }

    @Property
    void transactionTypes(@ForAll @IntRange(max = 99) int code) throws EmvDataException {
        TransactionType type = new TransactionType(code);
        assertEquals(type, TransactionType.parse(type.toBytes()));
    }

    @Test
    void transactionTypesAreDigits() {
        assertEquals("20", TransactionType.REFUND.toBytes().toHex());
        assertEquals("09 Purchase with cashback", TransactionType.PURCHASE_WITH_CASHBACK.toString());
        assertThrows(EmvDataException.class, () -> TransactionType.parse(Bytes.fromHex("0A")));
        assertThrows(EmvDataException.class, () -> TransactionType.parse(Bytes.fromHex("0000")));
    }

    /** EMV 4.4 Book 1, 12.2.3. */
    @ParameterizedTest
    @CsvSource({"01,false,1,1", "8F,true,15,15", "80,true,0,16", "72,false,2,2", "00,false,0,16"})
    void applicationPriorityIndicator(String hex, boolean confirmation, int priority, int rank)
            throws EmvDataException {
        ApplicationPriorityIndicator indicator = ApplicationPriorityIndicator.parse(Bytes.fromHex(hex));
        assertEquals(new ApplicationPriorityIndicator(confirmation, priority), indicator);
        assertEquals(rank, indicator.rank());
    }

    @Nested
    final class Track2 {
        @ParameterizedTest
        @CsvSource({
            "4761739001010119D22122011143804400000F, 476173******0119, 2212, 201",
            "5413339000001513D25126010793608805990F, 541333******1513, 2512, 601",
            "123456789012D2512601, ********9012, 2512, 601",
            "12345678D2212201, ****5678, 2212, 201",
            "1234567890123456789D2212201F, 123456*********6789, 2212, 201"
        })
        void parts(String hex, String masked, String expiry, String serviceCode) throws EmvDataException {
            Track2EquivalentData data = Track2EquivalentData.parse(Bytes.fromHex(hex));
            assertEquals(masked, data.pan().toString());
            assertEquals(expiry, data.expiry());
            assertEquals(serviceCode, data.serviceCode());
            assertEquals(masked + "D***", data.toString());
            assertEquals(hex, data.toBytes().toHex());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "4761739001010119",
                    "4761739001010119D22120",
                    "4761739001010119D22122D1",
                    "1234567D22122010",
                    "541333900000151FD2512601",
                    "12345678901234567890D2212201",
                    "47617390010101A9D2212201"
                })
        void refused(String hex) {
            EmvDataException refused =
                    assertThrows(EmvDataException.class, () -> Track2EquivalentData.parse(Bytes.fromHex(hex)), hex);
            assertFalse(String.valueOf(refused.getMessage()).contains("4761"));
        }
    }

    @ParameterizedTest
    @CsvSource({"4A61739001010119D2212201, 0", "47617390010101A9D2212201, 7", "4761739001010119D22122D1, 11"})
    void digitThatIsNoneInTrack2_isRefusedAtItsByte(String hex, int offset) {
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> Track2EquivalentData.parse(Bytes.fromHex(hex)));
        assertEquals(offset, refused.offset());
    }

    /** EMV 4.4 Book 4, Annex A5. */
    @Test
    void issuerScriptResults() throws EmvDataException {
        Bytes bytes = Bytes.fromHex("20 12345678 13 00000000 00 AABBCCDD 1F 01020304");
        IssuerScriptResults results = IssuerScriptResults.parse(bytes);
        assertEquals(
                List.of(
                        new IssuerScriptResults.Entry(
                                IssuerScriptResults.Result.SUCCESSFUL, 0, Bytes.fromHex("12345678")),
                        new IssuerScriptResults.Entry(IssuerScriptResults.Result.FAILED, 3, Bytes.repeat(0, 4)),
                        new IssuerScriptResults.Entry(
                                IssuerScriptResults.Result.NOT_PERFORMED, 0, Bytes.fromHex("AABBCCDD")),
                        new IssuerScriptResults.Entry(
                                IssuerScriptResults.Result.FAILED, 15, Bytes.fromHex("01020304"))),
                results.entries());
        assertEquals(bytes, results.toBytes());
        assertEquals(
                bytes.slice(0, 5),
                IssuerScriptResults.NONE.with(results.entries().get(0)).toBytes());
        assertThrows(EmvDataException.class, () -> IssuerScriptResults.parse(bytes.slice(0, 4)));
        assertThrows(EmvDataException.class, () -> IssuerScriptResults.parse(Bytes.fromHex("3000000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "06010A03A4B000, VISA, 1, 10, 03A4B000",
        "06011203000000, VISA, 1, 18, 03000000",
        "0706010103A00000, OPAQUE, -1, -1, ''",
        "07000103A0000001, UNIONPAY, 0, 1, 03A00000",
        "0110A00009248400000000000000000029FF, M_CHIP, 1, 16, A00009248400",
        "0FA500A03800000000000000000000000F010000000000000000000000000000, COMMON_CORE_DEFINITIONS, 0, 165, A038000000",
        "1F22010300000000000000000000000000000000000000000000000000000000, VISA_LONG, 1, 34, 0300000000",
        "1F2201A0000000005600000000000000000000000000000000000000000000, OPAQUE, -1, -1, ''",
        "1F4A6331A0000000000000000000000000000000000000000000000000000000, OPAQUE, -1, -1, ''"
    })
    void issuerApplicationData(String hex, IssuerApplicationData.Form form, int key, int version, String results)
            throws EmvDataException {
        IssuerApplicationData data = IssuerApplicationData.parse(Bytes.fromHex(hex));
        assertEquals(form, data.form());
        assertEquals(key, data.derivationKeyIndex().orElse(-1));
        assertEquals(version, data.cryptogramVersion().orElse(-1));
        assertEquals(results, data.cardVerificationResults().toHex());
        assertEquals(hex, data.toBytes().toHex());
    }
}
