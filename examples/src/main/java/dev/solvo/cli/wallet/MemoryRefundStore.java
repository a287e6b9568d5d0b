package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.Saved;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Refunds that are known as long as the process lives: for plays, never for money. */
final class MemoryRefundStore implements RefundStore {
    private final Map<String, RefundRecord> records = new LinkedHashMap<>();

    @Override
    public synchronized Saved save(RefundRecord record) {
        String key = key(record.wallet(), record.account(), record.refund().number());
        RefundRecord kept = records.get(key);
        if (record.revision() != (kept == null ? 1 : kept.revision() + 1)) {
            return Saved.TAKEN_OVER;
        }
        records.put(key, record);
        return Saved.SAVED;
    }

    @Override
    public synchronized Optional<RefundRecord> find(Wallet wallet, String account, RefundNumber number) {
        return Optional.ofNullable(records.get(key(wallet, account, number)));
    }

    @Override
    public synchronized List<RefundRecord> ofOrder(Wallet wallet, String account, OrderNumber number) {
        return all(record -> record.wallet() == wallet
                && record.account().equals(account)
                && record.refund().order().number().equals(number));
    }

    @Override
    public synchronized List<RefundRecord> unresolved() {
        return all(record -> !record.isResolved());
    }

    @Override
    public synchronized List<RefundRecord> begunBetween(Instant from, Instant before) {
        return all(record ->
                !record.changedAt().isBefore(from) && record.changedAt().isBefore(before));
    }

    private List<RefundRecord> all(Predicate<RefundRecord> wanted) {
        return records.values().stream().filter(wanted).toList();
    }

    private static String key(Wallet wallet, String account, RefundNumber number) {
        return wallet + " " + account + " " + number;
    }
}
