package dev.solvo.cli.qr;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that tells what was saved in it. */
record WatchedRefundStore(RefundStore store, Consumer<RefundRecord> observer) implements RefundStore {
    @Override
    public Saved save(RefundRecord record) throws IOException {
        Saved saved = store.save(record);
        if (saved == Saved.SAVED) {
            observer.accept(record);
        }
        return saved;
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
}
