package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every code of a rule's first byte with every code of its second and every terminal capability, against {@link CvmOracle}.
 * EMV 4.4 Book 3, 10.5 and Annex C3; Book 4, Annexes A2 and A4.
 */
@Tag("exhaustive")
final class EveryCvmRuleTest {
    private static final CvmOracle ORACLE = new CvmOracle();

    /** All of 9F33 byte 2 that this card and terminal can use: no biometrics, for 9F30 is absent. */
    private static final int ALL = 0xF9;

    private static final int NONE = 0x00;

    static IntStream methods() {
        return IntStream.range(0, 0x40);
    }

    static List<String> situations() {
        return CvmOracle.SITUATIONS;
    }

    @Test
    void tablesHaveNoHole() {
        assertTrue(ORACLE.isComplete());
    }

    /** 64 methods, bits 8 and 7, 256 conditions, at a terminal that supports everything and at one that supports nothing. */
    @ParameterizedTest(name = "method {0}")
    @MethodSource("methods")
    void everyCodeWithEveryCondition(int method) {
        for (int bits87 = 0; bits87 < 4; bits87++) {
            for (int condition = 0; condition <= 0xFF; condition++) {
                check(bits87 << 6 | method, condition, "low", ALL);
                check(bits87 << 6 | method, condition, "low", NONE);
            }
        }
    }

    /** 64 methods, bit 7, all 256 values of 9F33 byte 2, asked for always and where the terminal supports them. */
    @ParameterizedTest(name = "method {0}")
    @MethodSource("methods")
    void everyCodeWithEveryTerminalCapability(int method) {
        for (int capabilities = 0; capabilities <= 0xFF; capabilities++) {
            check(method, 0x00, "low", capabilities);
            check(0x40 | method, 0x00, "low", capabilities);
            check(method, 0x03, "low", capabilities);
            check(0x40 | method, 0x03, "low", capabilities);
        }
    }

    /** All conditions in every kind of transaction, with methods of every kind. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void everyConditionInEverySituation(String situation) {
        for (int condition = 0; condition <= 0xFF; condition++) {
            for (int code : new int[] {0x00, 0x01, 0x41, 0x02, 0x44, 0x03, 0x46, 0x50, 0x1E, 0x1F, 0x5F}) {
                check(code, condition, situation, ALL);
                check(code, condition, situation, 0x08);
            }
        }
    }

    /** The oracle can tell right from wrong: a rule that is satisfied and one that is not differ. */
    @ParameterizedTest
    @ValueSource(strings = {"01", "04", "05", "07", "09"})
    void oracleDistinguishes(String condition) {
        int code = Integer.parseInt(condition, 16);
        long kinds = CvmOracle.SITUATIONS.stream()
                .map(situation -> ORACLE.expected(0x1E, code, situation, ALL))
                .distinct()
                .count();
        assertEquals(2, kinds);
    }

    private static void check(int code, int condition, String situation, int capabilities) {
        TransactionFixture fixture = situation(situation)
                .card("82", "1000")
                .card("5A", "5413330089020011")
                .card("8E", String.format(Locale.ROOT, "000186A0000003E8%02X%02X1F00", code, condition))
                .terminalCapabilities(String.format(Locale.ROOT, "E0%02XC8", capabilities))
                .terminal(config -> config.pinTryCounterRead(false));
        CvmOracle.Expected expected = ORACLE.expected(code, condition, situation, capabilities);
        FunctionRun run = fixture.run(new CardholderVerification());
        String kind = ORACLE.method(code).kind();
        boolean performed = expected.cvmResults().startsWith(String.format(Locale.ROOT, "%02X", code));
        if (performed && kind.equals("online")) {
            run.pin(step -> step.captured());
        } else if (performed && kind.equals("plaintext")) {
            run.pin(step -> step.verified(StatusWord.SUCCESS)).message(StandardMessage.PIN_OK);
        }
        String found = run.proceeds()
                        .transaction()
                        .get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS)
                        .orElseThrow()
                        .toHex()
                + " " + run.transaction().tvr().toBytes().toHex()
                + " " + run.transaction().tsi().toBytes().toHex();
        String wanted = expected.cvmResults() + " " + expected.tvr() + " 4000";
        if (!wanted.equals(found)) {
            assertEquals(
                    wanted,
                    found,
                    String.format(
                            Locale.ROOT,
                            "rule %02X%02X, %s, 9F33 = E0%02XC8",
                            code,
                            condition,
                            situation,
                            capabilities));
        }
    }

    private static TransactionFixture situation(String name) {
        TransactionFixture euros = new TransactionFixture().card("9F42", "0978").amount(500);
        return switch (name) {
            case "low" -> euros;
            case "at-y" -> euros.amount(1000);
            case "middle" -> euros.amount(5000);
            case "at-x" -> euros.amount(100_000);
            case "high" -> euros.amount(200_000);
            case "unattended" -> euros.terminalType("25");
            case "atm" -> euros.terminalType("14").type(TransactionType.CASH);
            case "manual" -> euros.terminalType("11").type(TransactionType.CASH);
            case "cashback" ->
                euros.type(TransactionType.PURCHASE_WITH_CASHBACK).cashback(200);
            case "foreign" -> euros.card("9F42", "0840");
            case "unknown" -> new TransactionFixture().amount(500);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
