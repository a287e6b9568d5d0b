package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a terminal is set up with.
 *
 * @param applicationNames names (AIDs) of purse applications in the order of preference, one or more of 5 to 16 bytes
 * @param currency currency of the purses; cards do not say it
 * @param keyIndex index of the keys that cards are asked to use, 0 to 255
 * @param terminal the terminal's number
 */
public record PurseSettings(
        List<Bytes> applicationNames, CurrencyUnit currency, int keyIndex, TerminalNumber terminal) {
    /** The name that Chinese city cards use. */
    public static final Bytes CITY_UNION = Bytes.fromHex("A00000000386980701");

    private static final int MAX_NAMES = 16;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if there is no name, or one of a wrong length, or the index is out of range
     */
    public PurseSettings {
        applicationNames = List.copyOf(applicationNames);
        if (applicationNames.isEmpty() || applicationNames.size() > MAX_NAMES) {
            throw new IllegalArgumentException("expected 1 to " + MAX_NAMES + " names of applications");
        }
        for (Bytes name : applicationNames) {
            requireName(name);
        }
        CardNumber.requireByte(keyIndex, "a key index");
    }

    /**
     * The usual settings: application {@link #CITY_UNION}, yuan, key index 1.
     *
     * @param terminal the terminal's number
     * @return the settings
     */
    public static PurseSettings of(TerminalNumber terminal) {
        return new PurseSettings(List.of(CITY_UNION), CurrencyUnit.of("CNY"), 1, terminal);
    }

    static Bytes requireName(Bytes name) {
        if (name.length() < 5 || name.length() > 16) {
            throw new IllegalArgumentException("the name of an application has 5 to 16 bytes, not " + name.length());
        }
        return name;
    }

    Money money(long minor) {
        return Money.ofMinor(currency, minor);
    }

    /** Minor units of an amount that is to be loaded or paid. */
    long minor(Money amount) {
        if (!amount.getCurrencyUnit().equals(currency)) {
            throw new IllegalArgumentException("the purses hold " + currency + ", not " + amount.getCurrencyUnit());
        }
        long minor = CardNumber.requireAmount(amount.getAmountMinorLong());
        if (minor == 0) {
            throw new IllegalArgumentException("an amount above zero is needed");
        }
        return minor;
    }
}
