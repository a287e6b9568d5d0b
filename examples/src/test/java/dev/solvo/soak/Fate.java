package dev.solvo.soak;

import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Ends the till's life at random steps: before and after a saving, before and after a call, in the middle of a pause. */
final class Fate {
    private static final int ONE_STEP_IN = 40;
    private static final int ONE_PAUSE_IN = 3000;

    private final Random random;
    private boolean kind;
    private int deaths;

    Fate(Random random) {
        this.random = random;
    }

    /** The process ends here. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Nobody dies any more. */
    void beKind() {
        kind = true;
    }

    int deaths() {
        return deaths;
    }

    private void step(int oneIn) {
        if (!kind && random.nextInt(oneIn) == 0) {
            deaths++;
            throw new Death();
        }
    }

    HttpTransport around(HttpTransport transport) {
        return (request, timeout) -> {
            step(ONE_STEP_IN);
            try {
                return transport.send(request, timeout);
            } finally {
                step(ONE_STEP_IN);
            }
        };
    }

    Waiter around(Waiter waiter) {
        return until -> {
            waiter.waitUntil(until);
            step(ONE_PAUSE_IN);
        };
    }

    private interface Saving {
        Saved save() throws IOException;
    }

    private Saved around(Saving saving) throws IOException {
        step(ONE_STEP_IN);
        Saved saved = saving.save();
        step(ONE_STEP_IN);
        return saved;
    }

    CollectionStore around(CollectionStore store) {
        return new CollectionStore() {
            @Override
            public Saved save(CollectionRecord record) throws IOException {
                return around(() -> store.save(record));
            }

            @Override
            public Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number)
                    throws IOException {
                return store.find(wallet, account, number);
            }

            @Override
            public Optional<CollectionRecord> blocking(SaleReference sale) throws IOException {
                return store.blocking(sale);
            }

            @Override
            public List<CollectionRecord> unresolved() throws IOException {
                return store.unresolved();
            }

            @Override
            public List<CollectionRecord> begunBetween(Instant from, Instant before) throws IOException {
                return store.begunBetween(from, before);
            }
        };
    }

    RefundStore around(RefundStore store) {
        return new RefundStore() {
            @Override
            public Saved save(RefundRecord record) throws IOException {
                return around(() -> store.save(record));
            }

            @Override
            public Optional<RefundRecord> find(Wallet wallet, String account, RefundNumber number) throws IOException {
                return store.find(wallet, account, number);
            }

            @Override
            public List<RefundRecord> ofOrder(Wallet wallet, String account, OrderNumber number) throws IOException {
                return store.ofOrder(wallet, account, number);
            }

            @Override
            public List<RefundRecord> unresolved() throws IOException {
                return store.unresolved();
            }

            @Override
            public List<RefundRecord> begunBetween(Instant from, Instant before) throws IOException {
                return store.begunBetween(from, before);
            }
        };
    }
}
