package dev.solvo.simulator.wallet;

import java.math.BigDecimal;

/** Amounts of yuan as texts, and of fen as numbers. */
public final class UnitAmounts {
    private UnitAmounts() {}

    /**
     * Fen of a decimal text of yuan.
     *
     * @throws ArithmeticException if there are more than two decimals that say something
     */
    public static long fenOfYuan(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    /** Yuan with two decimals. */
    public static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
