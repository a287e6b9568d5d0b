package dev.solvo.prepaid.purse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A book that forgets with the process, for tests and for records that are checked as one batch. Safe for several threads. */
public final class MemoryPurchaseBook implements PurchaseBook {
    private record Account(ApplicationSerial serial, PurseAccount account) {}

    private final Map<CodedKey, PurchaseRecord> byCode = new HashMap<>();
    private final Map<CardKey, PurchaseRecord> byCard = new HashMap<>();
    private final Map<Account, TreeSet<Integer>> sequences = new HashMap<>();

    /** An empty book. */
    public MemoryPurchaseBook() {}

    @Override
    public synchronized Optional<PurchaseRecord> enter(VerifiedPurchase purchase) {
        PurchaseRecord record = purchase.record();
        CodedKey code = CodedKey.of(record);
        CardKey card = CardKey.of(record);
        Optional<PurchaseRecord> inTheWay =
                Optional.ofNullable(byCode.get(code)).or(() -> Optional.ofNullable(byCard.get(card)));
        if (inTheWay.isEmpty()) {
            byCode.put(code, record);
            byCard.put(card, record);
            sequences
                    .computeIfAbsent(new Account(card.serial(), card.account()), account -> new TreeSet<>())
                    .add(card.offlineSequence());
        }
        return inTheWay;
    }

    @Override
    public synchronized OptionalInt lastBefore(ApplicationSerial serial, PurseAccount account, int offlineSequence) {
        Integer before = sequences
                .getOrDefault(new Account(serial, account), new TreeSet<>())
                .lower(offlineSequence);
        return before == null ? OptionalInt.empty() : OptionalInt.of(before);
    }
}
