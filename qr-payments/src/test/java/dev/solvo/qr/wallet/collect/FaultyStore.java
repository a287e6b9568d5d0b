package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory, of what JSON brings back, on a faulty medium. */
final class FaultyStore implements CollectionStore {
    private final FaultyMedium medium;
    private final Map<OrderNumber, CollectionRecord> records = new LinkedHashMap<>();

    FaultyStore(Course choices) {
        medium = new FaultyMedium(choices);
    }

    /** The process is started again, on a medium that works. */
    void restart() {
        medium.restart();
    }

    @Override
    public Saved save(CollectionRecord record) throws IOException {
        return medium.save(() -> keep(record));
    }

    private Saved keep(CollectionRecord record) throws IOException {
        Optional<CollectionRecord> kept =
                find(record.wallet(), record.account(), record.order().number());
        if (kept.map(CollectionRecord::revision).orElse(0L) != record.revision() - 1) {
            return Saved.TAKEN_OVER;
        }
        Optional<CollectionRecord> blocking = blocking(record.sale());
        if (record.blocksSale()
                && blocking.filter(other ->
                                !other.order().number().equals(record.order().number()))
                        .isPresent()) {
            return Saved.BLOCKED;
        }
        try {
            records.put(record.order().number(), CollectionRecord.fromJson(record.toJson()));
        } catch (QrException e) {
            throw new IOException(e);
        }
        return Saved.SAVED;
    }

    @Override
    public Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) {
        return Optional.ofNullable(records.get(number));
    }

    @Override
    public Optional<CollectionRecord> blocking(SaleReference sale) {
        return records.values().stream()
                .filter(record -> record.sale().equals(sale) && record.blocksSale())
                .findFirst();
    }

    @Override
    public List<CollectionRecord> unresolved() {
        return records.values().stream().filter(record -> !record.isResolved()).toList();
    }

    @Override
    public List<CollectionRecord> begunBetween(Instant from, Instant before) {
        throw new UnsupportedOperationException("nobody compares with a bill");
    }
}
