package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A terminal that spends until it is killed, and prints each record once it was accepted. */
final class OfflineChild {
    static final JournalLimits LIMITS = new JournalLimits(60, JournalLimits.LEAST_BYTES, Duration.ofHours(26));

    private OfflineChild() {}

    public static void main(String[] arguments) throws Exception {
        OfflineWorld world = new OfflineWorld();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        try (OfflineTill till =
                OfflineTill.open(Path.of(arguments[0]), world.key, world.listKey, world.clock, LIMITS)) {
            if (till.parameters().isEmpty()) {
                till.installParameters(world.limits().build().seal(world.key));
            }
            long last = till.lastSequence();
            while (true) {
                last++;
                // Older records are removed, so that the journal is written anew now and then.
                world.clock.set(OfflineWorld.MORNING.plus(Duration.ofMinutes(40 * last)));
                SpendAnswer answer =
                        till.spend(OfflineWorld.card((int) (last % 3)), OfflineWorld.eur(last % 100 + 1), key(last));
                if (!(answer instanceof SpendAnswer.Accepted accepted)) {
                    out.println("refused " + answer);
                    return;
                }
                out.println(last + " " + accepted.record().seal().toHex());
                if (last % 7 == 0) {
                    till.acknowledge(last - 3);
                }
            }
        }
    }

    static OperationKey key(long sequence) {
        return OperationKey.of("ride-" + sequence);
    }
}
