package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts in this process's memory, which is bounded: who was counted longest ago is forgotten first. A window begins with the
 * first refusal and ends by itself; nothing in it makes it longer.
 */
public final class MemoryAttemptLimit implements AttemptLimit {
    private static final int MOST_COUNTED = 1_000_000;

    private final int mostByTerminal;
    private final int mostByCard;
    private final long windowMillis;
    private final Map<Object, Window> windows;

    /**
     * Sets the limits.
     *
     * @param mostByTerminal how much that is not accepted a terminal may send in a window
     * @param mostByCard how often a card may not be accepted in a window, at all terminals
     * @param window how long a window lasts
     * @param mostCounted how many terminals and cards are remembered, from 1 to 1,000,000
     */
    public MemoryAttemptLimit(int mostByTerminal, int mostByCard, Duration window, int mostCounted) {
        if (mostByTerminal < 1 || mostByCard < 1 || window.toMillis() < 1) {
            throw new IllegalArgumentException("a limit is more than 0");
        }
        if (mostCounted < 1 || mostCounted > MOST_COUNTED) {
            throw new IllegalArgumentException("from 1 to " + MOST_COUNTED + " are remembered");
        }
        this.mostByTerminal = mostByTerminal;
        this.mostByCard = mostByCard;
        this.windowMillis = window.toMillis();
        this.windows = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Window> eldest) {
                return size() > mostCounted;
            }
        };
    }

    /** 30 by terminal and 6 by card in a minute, 20,000 remembered. */
    public static MemoryAttemptLimit standard() {
        return new MemoryAttemptLimit(30, 6, Duration.ofMinutes(1), 20_000);
    }

    @Override
    public boolean admits(TenantId tenant, TerminalId terminal, AccountId card, Instant now) {
        long millis = now.toEpochMilli();
        synchronized (windows) {
            return count(new TerminalKey(tenant, terminal), millis) < mostByTerminal
                    && count(new CardKey(tenant, card), millis) < mostByCard;
        }
    }

    @Override
    public void notAccepted(TenantId tenant, TerminalId terminal, AccountId card, Instant now) {
        long millis = now.toEpochMilli();
        synchronized (windows) {
            add(new TerminalKey(tenant, terminal), millis);
            add(new CardKey(tenant, card), millis);
        }
    }

    private int count(Object key, long now) {
        Window window = windows.get(key);
        return window == null || window.isOver(now, windowMillis) ? 0 : window.count();
    }

    private void add(Object key, long now) {
        Window window = windows.get(key);
        windows.put(
                key,
                window == null || window.isOver(now, windowMillis)
                        ? new Window(now, 1)
                        : new Window(window.start(), window.count() + 1));
    }

    private record TerminalKey(TenantId tenant, TerminalId terminal) {}

    private record CardKey(TenantId tenant, AccountId card) {}

    private record Window(long start, int count) {
        /** A clock that was set back ends a window too, so that nobody is shut out for long. */
        boolean isOver(long now, long length) {
            return now - start >= length || now < start;
        }
    }
}
