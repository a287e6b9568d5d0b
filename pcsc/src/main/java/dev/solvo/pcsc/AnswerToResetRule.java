package dev.solvo.pcsc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a payment terminal asks of an answer to reset. EMV 4.4 Book 1, 8.3, "terminal behaviour".
 *
 * <p>The clause numbers are those of EMV 4.4 Book 1 and of the EMV Level 1 specification that took this part over.
 */
public enum AnswerToResetRule {
    /** 8.3.3.1: in specific mode, TA1 is 11, 12 or 13. */
    TA1 {
        // NOTE: in negotiable mode (no TA2) any TA1 passes. Later Level 1 text wants a minimum there; it is the reader
        // that negotiates, so we leave it to the reader.
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return atr.ta(2).isEmpty() || absentOr(atr.ta(1), 0x11, 0x13);
        }
    },
    /** 8.3.3.2: after a cold reset, TB1 is present and 00; after a warm reset anything goes. */
    TB1 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return reset == Reset.WARM || atr.tb(1).orElse(-1) == 0;
        }
    },
    /** 8.3.3.3: TC1 is 00 or FF, or absent. */
    TC1 {
        // NOTE: older text lets a T=1 card ask for more guard time (00 to 1E); current test suites refuse it, so do we.
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return absentOr(atr.tc(1), 0x00, 0x00) || absentOr(atr.tc(1), 0xFF, 0xFF);
        }
    },
    /** 8.3.3.4: the first protocol offered is T=0 or T=1. */
    TD1 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return atr.firstProtocol() <= 1;
        }
    },
    /** 8.3.3.5: TA2 names the first protocol offered, and b5 says that the interface bytes hold the parameters. */
    TA2 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            int ta2 = atr.ta(2).orElse(atr.firstProtocol());
            return (ta2 & 0xF) == atr.firstProtocol() && (ta2 & 0x10) == 0;
        }
    },
    /** 8.3.3.6: no TB2. */
    TB2 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return atr.tb(2).isEmpty();
        }
    },
    /** 8.3.3.7: TC2 is 0A and stands for T=0 only, or is absent. */
    TC2 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return absentOr(atr.tc(2), 0x0A, 0x0A) && (atr.tc(2).isEmpty() || atr.firstProtocol() == 0);
        }
    },
    /** 8.3.3.8: after T=1 in TD1, TD2 is present and says T=1; after T=0 it says T=1, T=14 or T=15, or is absent. */
    TD2 {
        // NOTE: after T=0, Books up to 4.3 name 1 and E, later Level 1 text F (global interface bytes). We take all.
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            int protocol = atr.td(2).orElse(-1) & 0xF;
            return atr.firstProtocol() == 0
                    ? atr.td(2).isEmpty() || protocol == 1 || protocol >= 14
                    : atr.td(2).isPresent() && protocol == 1;
        }
    },
    /** 8.3.3.9: for T=1, TA3 (IFSI) is 10 to FE, or absent; for T=15 it names at least one voltage class. */
    TA3 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return switch (atr.td(2).orElse(0) & 0xF) {
                case 1 -> absentOr(atr.ta(3), 0x10, 0xFE);
                case 15 -> atr.ta(3).isEmpty() || voltageClasses(atr) >= 1 && voltageClasses(atr) <= 7;
                default -> true;
            };
        }
    },
    /** 8.3.3.10: for T=1, TB3 is present, BWI at most 4, CWI at most 5, and 2^CWI exceeds N + 1. */
    TB3 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            if (atr.firstProtocol() != 1) {
                return true;
            }
            int tb3 = atr.tb(3).orElse(0xFF);
            int bwi = tb3 >> 4;
            int cwi = tb3 & 0xF;
            int tc1 = atr.tc(1).orElse(0);
            int extraGuardTime = tc1 == 0xFF ? -1 : tc1;
            return bwi <= 4 && cwi <= 5 && 1 << cwi > extraGuardTime + 1;
        }
    },
    /** 8.3.3.11: for T=1, TC3 is 00 (checksum, not CRC), or absent. */
    TC3 {
        @Override
        boolean keptBy(AnswerToReset atr, Reset reset) {
            return (atr.td(2).orElse(0) & 0xF) != 1 || absentOr(atr.tc(3), 0, 0);
        }
    };

    /** What came before the answer. EMV 4.4 Book 1, 6.1.3. */
    public enum Reset {
        /** Power was switched on. */
        COLD,
        /** RST was pulled while power stayed. */
        WARM
    }

    /**
     * Checks all rules.
     *
     * @param atr the answer
     * @param reset what came before it
     * @return the rules that it breaks, empty for a payment card
     */
    public static List<AnswerToResetRule> brokenBy(AnswerToReset atr, Reset reset) {
        List<AnswerToResetRule> broken = new ArrayList<>();
        for (AnswerToResetRule rule : values()) {
            if (!rule.keptBy(atr, reset)) {
                broken.add(rule);
            }
        }
        return List.copyOf(broken);
    }

    abstract boolean keptBy(AnswerToReset atr, Reset reset);

    private static boolean absentOr(OptionalInt value, int from, int to) {
        return value.isEmpty() || value.getAsInt() >= from && value.getAsInt() <= to;
    }

    private static int voltageClasses(AnswerToReset atr) {
        return atr.ta(3).orElse(0) & 0x3F;
    }
}
