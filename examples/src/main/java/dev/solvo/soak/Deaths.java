package dev.solvo.soak;

import dev.solvo.qr.wallet.Wallet;
import dev.solvo.simulator.wallet.WalletBook;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** When the till is to be killed, and what it was doing when it was. */
final class Deaths {
    private final int[] thresholds;
    private final Random random;
    private final Map<String, Integer> phases = new TreeMap<>();
    private final Set<String> open = new HashSet<>();
    private int done;

    /** That many deaths, spread over that many sales. */
    Deaths(int kills, int sales, Random random) {
        this.random = random;
        thresholds = random.ints(kills, 0, Math.max(1, sales * 9 / 10)).sorted().toArray();
    }

    /** Whether the till is to die, now that so many sales have been served. */
    boolean isDue(int served) {
        return done < thresholds.length && served >= thresholds[done];
    }

    /** After how many milliseconds it dies: in the middle of whatever it is doing then. */
    long delayMillis() {
        return 50L + random.nextInt(700);
    }

    void died() {
        done++;
    }

    int done() {
        return done;
    }

    boolean isOver() {
        return done == thresholds.length;
    }

    /** The next till has found what the dead one was doing. */
    void found(TillLine line, Map<Wallet, WalletBook> books) {
        open.add(line.subject());
        boolean arrived = books.values().stream()
                .anyMatch(book -> book.isTaken(line.subject())
                        || book.findRefund(line.subject()).isPresent());
        String where = (line.kind() == TillLine.Kind.FOUND ? "collection " : "refund ") + line.detail();
        boolean first = line.detail().equals("SUBMITTING") || line.detail().equals("SENDING");
        phases.merge(
                first ? where + (arrived ? ", the wallet had it" : ", the wallet had not got it") : where,
                1,
                Integer::sum);
    }

    /** A result was not known. */
    void leftOpen(String number) {
        open.add(number);
    }

    /** The numbers of all that was ever open at a death or afterwards. */
    Set<String> open() {
        return Set.copyOf(open);
    }

    /** How many records were in which phase when the till died. */
    Map<String, Integer> phases() {
        return new TreeMap<>(phases);
    }
}
