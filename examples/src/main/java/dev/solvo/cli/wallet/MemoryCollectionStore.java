package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records that live as long as the process: for plays, never for money. */
final class MemoryCollectionStore implements CollectionStore {
    private final Map<String, CollectionRecord> records = new LinkedHashMap<>();

    @Override
    public synchronized Saved save(CollectionRecord record) {
        String key = key(record.wallet(), record.account(), record.order().number());
        CollectionRecord kept = records.get(key);
        if (record.revision() != (kept == null ? 1 : kept.revision() + 1)) {
            return Saved.TAKEN_OVER;
        }
        boolean blocked = records.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(key)
                        && entry.getValue().blocksSale()
                        && entry.getValue().sale().equals(record.sale()));
        if (blocked) {
            return Saved.BLOCKED;
        }
        records.put(key, record);
        return Saved.SAVED;
    }

    @Override
    public synchronized Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) {
        return Optional.ofNullable(records.get(key(wallet, account, number)));
    }

    @Override
    public synchronized Optional<CollectionRecord> blocking(SaleReference sale) {
        return records.values().stream()
                .filter(record -> record.sale().equals(sale) && record.blocksSale())
                .findFirst();
    }

    @Override
    public synchronized List<CollectionRecord> unresolved() {
        return records.values().stream().filter(record -> !record.isResolved()).toList();
    }

    @Override
    public synchronized List<CollectionRecord> begunBetween(Instant from, Instant before) {
        return records.values().stream()
                .filter(record -> !record.order().submittedAt().isBefore(from)
                        && record.order().submittedAt().isBefore(before))
                .toList();
    }

    private static String key(Wallet wallet, String account, OrderNumber number) {
        return wallet + " " + account + " " + number;
    }
}
