package dev.solvo.soak;

import dev.solvo.simulator.wallet.NotificationTarget;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletNotification;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows what wallets send to tills, and sends forgeries of it: the payment of one customer said to be that of another one
 * who has not paid, or a message with one character changed.
 */
final class Forger implements NotificationTarget {
    /** Says to the test that a notification is forged; the till reads it only after it has made up its mind. */
    static final String MARK = "Soak-Forged";

    private static final int FORGED_PERCENT = 40;

    private final NotificationTarget till;
    private final Pattern orderNumbers;
    private final Supplier<String> victim;
    private final Random random;
    private int forged;

    /**
     * Forges some of what goes to the till.
     *
     * @param victim gives the number of another order; empty for none
     */
    Forger(NotificationTarget till, Pattern orderNumbers, Supplier<String> victim, Random random) {
        this.till = till;
        this.orderNumbers = orderNumbers;
        this.victim = victim;
        this.random = random;
    }

    @Override
    public WalletAnswer deliver(WalletNotification notification) throws IOException {
        if (draws()) {
            till.deliver(forge(notification));
        }
        return till.deliver(notification);
    }

    private synchronized boolean draws() {
        boolean drawn = random.nextInt(100) < FORGED_PERCENT;
        forged += drawn ? 1 : 0;
        return drawn;
    }

    /** How many forgeries were sent. */
    synchronized int forged() {
        return forged;
    }

    private WalletNotification forge(WalletNotification notification) {
        WalletRequest request = notification.request();
        String text = request.text();
        Matcher number = orderNumbers.matcher(text);
        String other = victim.get();
        String changed;
        if (number.find() && !other.isEmpty() && !other.equals(number.group())) {
            changed = number.replaceAll(other);
        } else if (number.find(0)) {
            changed = exchange(text, number.end() - 2);
        } else {
            changed = exchange(text, text.length() / 2);
        }
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.put(MARK, "yes");
        WalletRequest sent = new WalletRequest(
                request.method(), request.target(), headers, Bytes.of(changed.getBytes(StandardCharsets.UTF_8)));
        return new WalletNotification(notification.url(), sent);
    }

    private static String exchange(String text, int at) {
        char other = text.charAt(at) == '1' ? '2' : '1';
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
