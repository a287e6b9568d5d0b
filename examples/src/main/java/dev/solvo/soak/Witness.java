package dev.solvo.soak;

import dev.solvo.simulator.wallet.FaultPlan;
import dev.solvo.simulator.wallet.WalletFault;
import dev.solvo.simulator.wallet.WalletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of the wallets and writes down which order numbers and payment codes arrive there, also in requests that
 * are then lost. What it sees is independent of what the till says of itself.
 */
final class Witness implements FaultPlan {
    private static final Pattern DIGITS = Pattern.compile("(?<![0-9])[0-9]{16,24}(?![0-9])");

    private final SoakPlan plan;
    private final FaultPlan faults;
    private final Clock clock;
    private final Map<String, Instant> numbers = new LinkedHashMap<>();
    private final Map<String, Map<String, Instant>> numbersByCode = new TreeMap<>();
    private final Map<WalletFault.Kind, Integer> counts = new EnumMap<>(WalletFault.Kind.class);
    private final Pattern orderNumbers;
    private String lastNumber = "";

    Witness(SoakPlan plan, FaultPlan faults, Clock clock) {
        this.plan = plan;
        this.faults = faults;
        this.clock = clock;
        orderNumbers = plan.orderNumbers();
    }

    @Override
    public WalletFault next(WalletRequest request) {
        WalletFault fault = faults.next(request);
        String text = request.target() + "\n" + text(request);
        synchronized (this) {
            counts.merge(fault.kind(), 1, Integer::sum);
            Matcher number = orderNumbers.matcher(text);
            if (number.find()) {
                lastNumber = number.group();
                numbers.putIfAbsent(lastNumber, clock.instant());
                Matcher code = DIGITS.matcher(text);
                while (code.find()) {
                    if (plan.isCode(code.group())) {
                        numbersByCode
                                .computeIfAbsent(code.group(), none -> new LinkedHashMap<>())
                                .putIfAbsent(lastNumber, clock.instant());
                    }
                }
            }
        }
        return fault;
    }

    private static String text(WalletRequest request) {
        return request.isOfType("application/x-www-form-urlencoded")
                ? URLDecoder.decode(request.text(), StandardCharsets.UTF_8)
                : request.text();
    }

    /** When each order number first arrived. */
    synchronized Map<String, Instant> numbers() {
        return new LinkedHashMap<>(numbers);
    }

    /** By payment code, the numbers that it arrived with, and when. */
    synchronized Map<String, Map<String, Instant>> numbersByCode() {
        return new TreeMap<>(numbersByCode);
    }

    /** How many requests had which fault. */
    synchronized Map<WalletFault.Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    /** An order of which there was talk just now; empty at first. */
    synchronized String lastNumber() {
        return lastNumber;
    }
}
