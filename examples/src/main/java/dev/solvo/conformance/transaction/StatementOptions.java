package dev.solvo.conformance.transaction;

import dev.solvo.emv.config.ConformanceOption;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.TerminalCapabilities;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code applies} can name: the options of a conformance statement, and the bits of its terminal capabilities (9F33, 9F40),
 * in small letters and with hyphens, such as {@code pin-bypass} and {@code plaintext-offline-pin}; and {@code attended}.
 */
public final class StatementOptions {
    private static final String ATTENDED = "attended";
    private static final String ONLINE_CAPABLE = "online-capable";

    private StatementOptions() {}

    /**
     * All names.
     *
     * @return in alphabetical order
     */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(ATTENDED, ONLINE_CAPABLE));
        for (ConformanceOption option : ConformanceOption.values()) {
            names.add(Words.key(option));
        }
        for (TerminalCapabilities.Bit bit : TerminalCapabilities.Bit.values()) {
            names.add(Words.key(bit));
        }
        for (AdditionalTerminalCapabilities.Bit bit : AdditionalTerminalCapabilities.Bit.values()) {
            names.add(Words.key(bit));
        }
        return names;
    }

    /**
     * What a statement answers by yes.
     *
     * @param statement the statement
     * @return some of {@link #names()}
     */
    public static Set<String> of(ConformanceStatement statement) {
        Set<String> options = new TreeSet<>();
        for (ConformanceOption option : ConformanceOption.values()) {
            if (statement.supports(option)) {
                options.add(Words.key(option));
            }
        }
        for (TerminalCapabilities.Bit bit : statement.terminalCapabilities().bits()) {
            options.add(Words.key(bit));
        }
        for (AdditionalTerminalCapabilities.Bit bit :
                statement.additionalTerminalCapabilities().bits()) {
            options.add(Words.key(bit));
        }
        if (statement.terminalType().attended()) {
            options.add(ATTENDED);
        }
        if (statement.terminalType().isOnlineCapable()) {
            options.add(ONLINE_CAPABLE);
        }
        return options;
    }
}
