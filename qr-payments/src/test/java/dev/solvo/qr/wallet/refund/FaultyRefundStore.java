package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.collect.Choices;
import dev.solvo.qr.wallet.collect.FaultyMedium;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in memory, of what JSON brings back, on a faulty medium; all its records are of one order. */
final class FaultyRefundStore implements RefundStore {
    private final FaultyMedium medium;
    private final Map<RefundNumber, RefundRecord> records = new LinkedHashMap<>();

    FaultyRefundStore(Choices choices) {
        medium = new FaultyMedium(choices);
    }

    void restart() {
        medium.restart();
    }

    @Override
    public Saved save(RefundRecord record) throws IOException {
        return medium.save(() -> keep(record));
    }

    private Saved keep(RefundRecord record) throws IOException {
        RefundNumber number = record.refund().number();
        RefundRecord kept = records.get(number);
        if ((kept == null ? 0 : kept.revision()) != record.revision() - 1) {
            return Saved.TAKEN_OVER;
        }
        if (!record.isResolved()
                && unresolved().stream()
                        .anyMatch(other -> !other.refund().number().equals(number))) {
            return Saved.BLOCKED;
        }
        try {
            records.put(number, RefundRecord.fromJson(record.toJson()));
        } catch (QrException e) {
            throw new IOException(e);
        }
        return Saved.SAVED;
    }

    @Override
    public Optional<RefundRecord> find(Wallet wallet, String account, RefundNumber number) {
        return Optional.ofNullable(records.get(number));
    }

    @Override
    public List<RefundRecord> ofOrder(Wallet wallet, String account, OrderNumber number) {
        return List.copyOf(records.values());
    }

    @Override
    public List<RefundRecord> unresolved() {
        return records.values().stream().filter(record -> !record.isResolved()).toList();
    }

    @Override
    public List<RefundRecord> begunBetween(Instant from, Instant before) {
        throw new UnsupportedOperationException("nobody compares with a bill");
    }
}
