package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** EMV 4.4 Book 3, 10.4. */
final class ProcessingRestrictionsTest {
    private static final String NOTHING = "0000000000";
    private static final String VERSIONS = "0080000000";
    private static final String SERVICE = "0010000000";

    private static TransactionFixture card() {
        return new TransactionFixture().card("5F24", "291231");
    }

    static Stream<JsonNode> foreignCases() {
        return VectorFile.cases("processingRestrictions").stream();
    }

    @ParameterizedTest
    @MethodSource("foreignCases")
    void agreesWithAnotherImplementation(JsonNode vector) throws EmvDataException {
        TransactionFixture fixture = new TransactionFixture();
        for (String part : List.of("terminalConfig", "transaction")) {
            for (Map.Entry<String, JsonNode> element : vector.required(part).properties()) {
                fixture.terminalElement(element.getKey(), element.getValue().textValue());
            }
        }
        vector.required("card")
                .properties()
                .forEach(element ->
                        fixture.card(element.getKey(), element.getValue().textValue()));
        fixture.run(new ProcessingRestrictions())
                .proceeds()
                .tvr(vector.required("expectedTVR").textValue())
                .tsi("0000");
    }

    /** 10.4.1. */
    @Nested
    final class ApplicationVersionNumber {
        private TransactionFixture terminalVersion2() {
            return card().application(config -> config.applicationVersionNumber(Bytes.fromHex("0002")));
        }

        @Test
        void sameVersion_isCompatible() {
            terminalVersion2()
                    .card("9F08", "0002")
                    .run(new ProcessingRestrictions())
                    .tvr(NOTHING);
        }

        @Test
        void olderCard_differs() {
            terminalVersion2()
                    .card("9F08", "0001")
                    .run(new ProcessingRestrictions())
                    .tvr(VERSIONS);
        }

        @Test
        void newerCard_differs() {
            terminalVersion2()
                    .card("9F08", "0102")
                    .run(new ProcessingRestrictions())
                    .tvr(VERSIONS);
        }

        @Test
        void cardWithoutVersion_isCompatible() {
            terminalVersion2().run(new ProcessingRestrictions()).tvr(NOTHING);
        }
    }

    /** 10.4.2 and Table 36. */
    @Nested
    final class ApplicationUsageControl {
        private static final String EVERYTHING = "FFC0";

        private TransactionFixture usage(String control) {
            return card().card("9F07", control);
        }

        @ParameterizedTest(name = "{0}: terminal {1}, control {2} gives {3}")
        @CsvSource({
            "attended merchant needs 'other terminals', 22, F100, 0000000000",
            "attended merchant without it,              22, FE00, 0010000000",
            "ATM needs 'ATMs',                          14, FE00, 0000000000",
            "ATM without it,                            14, FD00, 0010000000",
            "ATM with online and offline,               15, FD00, 0010000000",
            "ATM offline only,                          16, FD00, 0010000000",
            "attended bank counter is no ATM,           11, FD00, 0000000000",
            "unattended merchant is no ATM,             24, FD00, 0000000000",
            "cardholder's terminal is no ATM,           34, FD00, 0000000000"
        })
        void kindOfTerminal(String name, String terminalType, String control, String tvr) {
            usage(control)
                    .terminalType(terminalType)
                    .type(TransactionType.CASH)
                    .run(new ProcessingRestrictions())
                    .tvr(tvr);
        }

        @Test
        void bankTerminalThatDispensesNoCash_isNoAtm() throws EmvDataException {
            usage("FD00")
                    .terminalType("14")
                    .terminalElement("9F40", "7000000000")
                    .run(new ProcessingRestrictions())
                    .tvr(NOTHING);
        }

        @ParameterizedTest(name = "{0}: type {1}, issuer {2}, control {3} gives {4}")
        @CsvSource({
            "domestic cash allowed,              01, 0528, 8100, 0000000000",
            "domestic cash not allowed,          01, 0528, 7FC0, 0010000000",
            "international cash allowed,         01, 0840, 4100, 0000000000",
            "international cash not allowed,     01, 0840, BFC0, 0010000000",
            "domestic goods are enough,          00, 0528, 2100, 0000000000",
            "domestic services are enough,       00, 0528, 0900, 0000000000",
            "domestic neither,                   00, 0528, D7C0, 0010000000",
            "international goods are enough,     00, 0840, 1100, 0000000000",
            "international services are enough,  00, 0840, 0500, 0000000000",
            "international neither,              00, 0840, EBC0, 0010000000",
            "refund has no row,                  20, 0528, 0100, 0000000000",
            "cash disbursement has no row,       17, 0528, 0100, 0000000000",
            "inquiry has no row,                 30, 0840, 0100, 0000000000"
        })
        void kindOfService(String name, String type, String issuerCountry, String control, String tvr)
                throws EmvDataException {
            usage(control)
                    .card("5F28", issuerCountry)
                    .terminalElement("9C", type)
                    .run(new ProcessingRestrictions())
                    .tvr(tvr);
        }

        @ParameterizedTest(name = "{0}: issuer {1}, control {2} gives {3}")
        @CsvSource({
            "domestic: both rows met,         0528, 2180, 0000000000",
            "domestic: no goods or services,  0528, D7C0, 0010000000",
            "domestic: no cashback,           0528, FF40, 0010000000",
            "international: both rows met,    0840, 0540, 0000000000",
            "international: no cashback,      0840, FF80, 0010000000"
        })
        void purchaseWithCashback_mustMeetBothRows(String name, String issuerCountry, String control, String tvr) {
            usage(control)
                    .card("5F28", issuerCountry)
                    .type(TransactionType.PURCHASE_WITH_CASHBACK)
                    .cashback(200)
                    .run(new ProcessingRestrictions())
                    .tvr(tvr);
        }

        /**
         * Every bit of the control, alone and missing alone. Of each mask in hexadecimal one bit must be set; bits that are
         * in no mask, the reserved ones included, change nothing.
         */
        @ParameterizedTest(name = "type {0}, issuer {1}, terminal {2} with cashback {3} needs {4} and {5} and {6}")
        @CsvSource({
            "00, 0528, 22, 0,   0100, 2800, FFFF",
            "00, 0840, 22, 0,   0100, 1400, FFFF",
            "00, 0528, 22, 200, 0100, 2800, 0080",
            "00, 0840, 22, 200, 0100, 1400, 0040",
            "09, 0528, 22, 0,   0100, 2800, 0080",
            "09, 0840, 22, 0,   0100, 1400, 0040",
            "09, 0528, 22, 200, 0100, 2800, 0080",
            "09, 0840, 22, 200, 0100, 1400, 0040",
            "01, 0528, 22, 0,   0100, 8000, FFFF",
            "01, 0840, 22, 0,   0100, 4000, FFFF",
            "01, 0528, 14, 0,   0200, 8000, FFFF",
            "01, 0840, 16, 0,   0200, 4000, FFFF",
            "17, 0528, 22, 0,   0100, FFFF, FFFF",
            "20, 0840, 22, 0,   0100, FFFF, FFFF",
            "30, 0528, 14, 0,   0200, FFFF, FFFF"
        })
        void everyBit(
                String type, String issuer, String terminal, long cashback, String first, String second, String third)
                throws EmvDataException {
            int[] masks = {Integer.parseInt(first, 16), Integer.parseInt(second, 16), Integer.parseInt(third, 16)};
            for (int bit = 0; bit < 16; bit++) {
                for (int control : new int[] {1 << bit, 0xFFFF & ~(1 << bit)}) {
                    boolean allowed = true;
                    for (int mask : masks) {
                        allowed &= (control & mask) != 0;
                    }
                    usage(Bytes.ofUnsigned(control >> 8, control & 0xFF).toHex())
                            .card("5F28", issuer)
                            .terminalType(terminal)
                            .terminalElement("9C", type)
                            .cashback(cashback)
                            .run(new ProcessingRestrictions())
                            .proceeds()
                            .tvr(allowed ? NOTHING : SERVICE);
                }
            }
        }

        @Test
        void purchaseWithCashbackAmount_isCashbackWhateverItsType() {
            usage("FF00")
                    .card("5F28", "0528")
                    .cashback(200)
                    .run(new ProcessingRestrictions())
                    .tvr(SERVICE);
        }

        @Test
        void purchaseWithoutCashback_needsNoCashbackBit() {
            usage("FF00").card("5F28", "0528").run(new ProcessingRestrictions()).tvr(NOTHING);
        }

        @Test
        void noIssuerCountry_noRowApplies() {
            usage("0100").run(new ProcessingRestrictions()).tvr(NOTHING);
        }

        @Test
        void issuerCountryInLetters_doesNotCount() {
            usage("0100").card("5F55", "4E4C").run(new ProcessingRestrictions()).tvr(NOTHING);
        }

        @Test
        void noUsageControl_noRestriction() {
            card().card("5F28", "0840").run(new ProcessingRestrictions()).tvr(NOTHING);
        }

        @Test
        void everythingAllowed() {
            usage(EVERYTHING)
                    .card("5F28", "0528")
                    .run(new ProcessingRestrictions())
                    .tvr(NOTHING);
        }
    }

    /** 10.4.3; Book 4, 6.7.3. */
    @Nested
    final class ApplicationEffectiveAndExpirationDates {
        @ParameterizedTest(name = "{0}: from {1} to {2}, today {3}, gives {4}")
        @CsvSource({
            "first day,                       250511, 291231, 2025-05-11, 0000000000",
            "day before,                      250511, 291231, 2025-05-10, 0020000000",
            "last day,                        200101, 250511, 2025-05-11, 0000000000",
            "day after,                       200101, 250511, 2025-05-12, 0040000000",
            "both wrong,                      300101, 240101, 2025-05-11, 0060000000",
            "99 is 1999,                      200101, 991231, 2025-05-11, 0040000000",
            "95 is 1995,                      950101, 291231, 2025-05-11, 0000000000",
            "49 is 2049,                      200101, 490101, 2048-12-31, 0000000000",
            "50 is 1950,                      200101, 501231, 2025-05-11, 0040000000",
            "31st of a month of 30 days,      200101, 250431, 2025-04-30, 0000000000",
            "day 00 is before the first,      200101, 250400, 2025-04-01, 0040000000"
        })
        void dates(String name, String effective, String expiration, LocalDate today, String tvr) {
            new TransactionFixture()
                    .card("5F25", effective)
                    .card("5F24", expiration)
                    .date(today)
                    .run(new ProcessingRestrictions())
                    .proceeds()
                    .tvr(tvr);
        }

        @Test
        void noEffectiveDate_isEffective() {
            card().run(new ProcessingRestrictions()).tvr(NOTHING);
        }

        @Test
        void monthThatIsNone_endsTheSession() {
            new TransactionFixture()
                    .card("5F24", "251331")
                    .run(new ProcessingRestrictions())
                    .terminates(TerminationReason.CARD_ERROR);
        }

        @Test
        void effectiveDateThatIsNone_endsTheSession() {
            card().card("5F25", "250032").run(new ProcessingRestrictions()).terminates(TerminationReason.CARD_ERROR);
        }
    }

    @Test
    void everyRuleIsChecked_thoughOneFailed() {
        card().application(config -> config.applicationVersionNumber(Bytes.fromHex("0002")))
                .card("9F08", "0001")
                .card("9F07", "0000")
                .card("5F28", "0528")
                .card("5F25", "300101")
                .run(new ProcessingRestrictions())
                .tvr("00B0000000");
    }

    @Test
    void everyRuleIsExplained_withItsInputs() {
        TransactionFixture fixture =
                card().card("9F08", "0000").card("9F07", "0100").card("5F28", "0528");
        fixture.run(new ProcessingRestrictions()).tvr(SERVICE);
        assertEquals(
                List.of(
                        "EMV 4.4 Book 3, 10.4.1 {card 9F08=0000, terminal 9F09=0000} no",
                        "EMV 4.4 Book 3, 10.4.2 {card 9F07=0100, this use=terminal other than an ATM} no",
                        "EMV 4.4 Book 3, 10.4.2 {card 9F07=0100, this use=domestic goods or services} TVR byte 2 bit 5 = 1",
                        "EMV 4.4 Book 3, 10.4.3 {card 5F24=2029-12-31, today 9A=2025-05-11} no"),
                fixture.explanations().stream()
                        .map(ProcessingRestrictionsTest::line)
                        .collect(Collectors.toList()));
    }

    private static String line(Explanation explanation) {
        return explanation.reference() + " " + explanation.inputs() + " " + explanation.result();
    }
}
