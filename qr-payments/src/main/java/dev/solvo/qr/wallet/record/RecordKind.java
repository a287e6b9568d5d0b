package dev.solvo.qr.wallet.record;

import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.time.Instant;

/** What a store has to know of a record: its key, the group in which one record at a time may block the others. */
abstract class RecordKind<R> {
    static final RecordKind<CollectionRecord> COLLECTION = new RecordKind<>("collection") {
        @Override
        String key(CollectionRecord record) {
            return key(record.wallet(), record.account(), record.order().number());
        }

        @Override
        String group(CollectionRecord record) {
            return record.sale().text();
        }

        @Override
        long revision(CollectionRecord record) {
            return record.revision();
        }

        @Override
        boolean isResolved(CollectionRecord record) {
            return record.isResolved();
        }

        @Override
        boolean blocks(CollectionRecord record) {
            return record.blocksSale();
        }

        @Override
        Instant begunAt(CollectionRecord record) {
            return record.order().submittedAt();
        }

        @Override
        Instant changedAt(CollectionRecord record) {
            return record.changedAt();
        }

        @Override
        String json(CollectionRecord record) {
            return record.toJson();
        }

        @Override
        CollectionRecord fromJson(String json) throws QrException {
            return CollectionRecord.fromJson(json);
        }
    };

    static final RecordKind<RefundRecord> REFUND = new RecordKind<>("refund") {
        @Override
        String key(RefundRecord record) {
            return key(record.wallet(), record.account(), record.refund().number());
        }

        @Override
        String group(RefundRecord record) {
            return key(
                    record.wallet(), record.account(), record.refund().order().number());
        }

        @Override
        long revision(RefundRecord record) {
            return record.revision();
        }

        @Override
        boolean isResolved(RefundRecord record) {
            return record.isResolved();
        }

        @Override
        boolean blocks(RefundRecord record) {
            return !record.isResolved();
        }

        @Override
        Instant begunAt(RefundRecord record) {
            return record.refund().submittedAt();
        }

        @Override
        Instant changedAt(RefundRecord record) {
            return record.changedAt();
        }

        @Override
        String json(RefundRecord record) {
            return record.toJson();
        }

        @Override
        RefundRecord fromJson(String json) throws QrException {
            return RefundRecord.fromJson(json);
        }
    };

    private final String name;

    private RecordKind(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    static String key(Wallet wallet, String account, OrderNumber number) {
        return wallet + " " + account + " " + number;
    }

    static String key(Wallet wallet, String account, RefundNumber number) {
        return wallet + " " + account + " " + number;
    }

    abstract String key(R record);

    abstract String group(R record);

    abstract long revision(R record);

    abstract boolean isResolved(R record);

    abstract boolean blocks(R record);

    abstract Instant begunAt(R record);

    abstract Instant changedAt(R record);

    abstract String json(R record);

    abstract R fromJson(String json) throws QrException;

    /** Reads what was kept; {@code place} says where it stands. */
    final R parse(String json, String place) throws IOException {
        try {
            return fromJson(json);
        } catch (QrException e) {
            throw new IOException(place + ": " + e.getMessage(), e);
        }
    }
}
