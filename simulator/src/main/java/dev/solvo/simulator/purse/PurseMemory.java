package dev.solvo.simulator.purse;

import dev.solvo.tlv.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What outlives a loss of power. */
final class PurseMemory {
    static final int MAX_SEQUENCE = 0xFFFF;
    static final int LOG_RECORDS = 10;

    /** How far the application or the card is blocked. */
    enum Blocking {
        NO,
        APPLICATION,
        FOREVER,
        CARD
    }

    /** Money and counters of one of the two purses. */
    static final class Account {
        long balance;
        int onlineSequence;
        int offlineSequence;
    }

    /** The codes of the latest transaction of a type. */
    record Proof(Bytes sequence, Bytes mac, Bytes tac) {}

    String description = "";
    Bytes aid = Bytes.EMPTY;
    Bytes issuer = Bytes.repeat(0, 8);
    Bytes serial = Bytes.repeat(0, 10);
    Bytes validFrom = Bytes.repeat(0, 4);
    Bytes validUntil = Bytes.repeat(0x99, 4);
    Optional<PurseKeys> keys = Optional.empty();
    int keyIndex = 1;
    int keyVersion = 1;
    long limit = 100_000;
    Bytes pin = Bytes.EMPTY;
    int pinTryLimit = 3;
    int pinTriesLeft = 3;
    boolean pinForLoad;
    Blocking blocking = Blocking.NO;
    final Account passbook = new Account();
    final Account purse = new Account();
    final Deque<Bytes> log = new ArrayDeque<>();
    final Map<Integer, Proof> proofs = new TreeMap<>();
    final Map<Integer, Bytes> cache = new TreeMap<>();
    Bytes cashAid = Bytes.EMPTY;
    final Map<Integer, Bytes> cash = new TreeMap<>();

    /** The card's own keys; without any in the image, those that the published master keys give. */
    PurseKeys cardKeys() {
        return keys.orElseGet(() -> PurseKeys.published().diversifiedBy(serial.slice(2)));
    }

    void append(Bytes record) {
        if (log.size() == LOG_RECORDS) {
            log.removeFirst();
        }
        log.addLast(record);
    }
}
