package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.OfflineAnswer;
import dev.solvo.prepaid.account.OfflineDesk;
import dev.solvo.prepaid.account.OfflineSpending;
import dev.solvo.prepaid.account.OperationRecord;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The issuer's side of uploads: verifies records and books each one once.
 *
 * <p><b>Once.</b> A record's key in the books is made of terminal, key number and number: {@link #operationKey}. However often it comes, in
 * whatever order, it is booked once; another record of the same number is refused as {@link RecordRefusal#CONFLICT}.
 *
 * <p><b>In order.</b> A record is booked when the one before it is in the books or was declared lost; so a record that is in the books says
 * that all before it are settled, and the books alone tell how far the issuer is. {@link UploadState} only saves asking them. If it is
 * newer than the books, which were restored from a copy, that is noticed and the terminal sends again what it still has.
 *
 * <p><b>Nothing is skipped silently.</b> What comes after a gap is parked, and the gap reported to both sides, until the missing records come
 * or an operator {@linkplain #declareLost declares them lost}.
 *
 * <p>Safe for any number of threads. Several processes may serve one terminal: then a position noted may be the older one, which costs a
 * few duplicates.
 */
public final class OfflineBooking {
    /** The most records that wait for missing ones, for each chain; the terminal keeps the others. */
    public static final int MOST_PARKED = 5000;

    private static final int MOST_LOST = 1000;
    private static final int LOCKS = 256;
    private static final String LOOKING_UP = "offline-booking";
    private static final long LAST_NUMBER = 1L << 48;

    private final PrepaidAccounts accounts;
    private final TerminalKeys keys;
    private final UploadState state;
    private final List<Object> locks = new ArrayList<>();

    /** With the accounts of whose books it books into. */
    public OfflineBooking(PrepaidAccounts accounts, TerminalKeys keys, UploadState state) {
        this.accounts = accounts;
        this.keys = keys;
        this.state = state;
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new Object());
        }
    }

    /** One upload of a terminal at a time; those of others do not wait for it. */
    private Object lock(UploadChain chain) {
        return locks.get(Math.floorMod(chain.hashCode(), LOCKS));
    }

    /** The key of a record in the books. */
    public static OperationKey operationKey(UploadChain chain, long sequence) {
        return new OperationKey("~offline~" + chain.terminal() + "." + chain.keyNumber() + "." + sequence);
    }

    /**
     * Books what a terminal sent.
     *
     * @param request what {@link UploadStep.Send#bytes} was
     * @return an answer for the terminal and a report for the issuer, also if the books failed on the way
     * @throws OfflineException {@code FORMAT} or {@code INCOMPATIBLE} if it is no request, {@code UNKNOWN_KEY}, {@code STORAGE} if the state
     *     cannot be read or written; there is no answer then, and the terminal asks again
     * @throws LedgerException if the books cannot be asked how far they are
     */
    public BookingResult answer(Bytes request) throws OfflineException, LedgerException {
        UploadRequest upload = UploadRequest.parse(request);
        UploadChain chain = new UploadChain(upload.tenant(), upload.terminal(), upload.keyNumber());
        Session session = new Session(chain, key(chain));
        synchronized (lock(chain)) {
            session.start();
            int place = 0;
            for (Bytes record : upload.records()) {
                session.take(record, place);
                place++;
            }
            session.book();
            session.save();
        }
        return new BookingResult(session.answer(request), session.report(Optional.empty()));
    }

    /**
     * Gives up on the records that are missing, and books those that waited for them.
     *
     * @param missing what {@link BookingReport#missing} said
     * @param operator who says so, 1 to 64 characters
     * @param reason why, 1 to 200 characters
     * @throws IllegalStateException if something else is missing by now
     * @throws OfflineException {@code UNKNOWN_KEY} or {@code STORAGE}
     * @throws LedgerException if the books cannot be asked how far they are
     */
    public BookingReport declareLost(
            UploadChain chain, UploadAnswer.Hindrance.Missing missing, String operator, String reason)
            throws OfflineException, LedgerException {
        LostRecords lost = new LostRecords(missing.from(), missing.through(), operator, reason);
        Session session = new Session(chain, key(chain));
        synchronized (lock(chain)) {
            session.start();
            session.giveUp(lost);
            session.book();
            session.save();
        }
        return session.report(Optional.of(lost));
    }

    private TerminalKey key(UploadChain chain) throws OfflineException {
        Optional<TerminalKey> key = keys.find(chain);
        if (!key.isPresent()) {
            throw new OfflineException(
                    OfflineException.Reason.UNKNOWN_KEY,
                    "there is no key " + chain.keyNumber() + " of terminal " + chain.terminal());
        }
        TerminalKey found = key.get();
        found.requireOwn(chain.tenant(), chain.terminal(), chain.keyNumber());
        return found;
    }

    /** One request. */
    private final class Session {
        private final UploadChain chain;
        private final TerminalKey key;
        private final OfflineDesk desk;
        private final OperatorDesk books;
        private final TreeMap<Long, OfflineRecord> pending = new TreeMap<>();
        private final List<BookedRecord> booked = new ArrayList<>();
        private final List<RefusedRecord> refused = new ArrayList<>();
        private final List<LostRecords> lost = new ArrayList<>();
        private Optional<UploadPosition> noted = Optional.empty();
        private long position;
        private Optional<Bytes> seal = Optional.empty();
        private Optional<RefusedRecord> hindrance = Optional.empty();
        private boolean unknown;
        private Optional<LedgerException.Cause> failure = Optional.empty();

        Session(UploadChain chain, TerminalKey key) {
            this.chain = chain;
            this.key = key;
            this.desk = accounts.offline(chain.tenant(), chain.terminal());
            this.books = accounts.operator(chain.tenant(), LOOKING_UP);
        }

        void start() throws OfflineException, LedgerException {
            try {
                noted = state.read(chain);
            } catch (IOException e) {
                throw new OfflineException(OfflineException.Reason.STORAGE, "the state cannot be read", e);
            }
            if (noted.isPresent()) {
                position = noted.get().bookedUpTo();
                seal = noted.get().seal();
                lost.addAll(noted.get().lost());
                for (Bytes record : noted.get().parked()) {
                    take(record, -1);
                }
                // What was parked wrongly is not this terminal's fault.
                refused.clear();
                hindrance = Optional.empty();
            }
            if (!noted.isPresent() || !isInBooks(lastNotLost())) {
                position = lastInBooks();
                seal = position == 0 ? Optional.of(OfflineRecord.NOTHING_BEFORE) : Optional.empty();
            }
        }

        /** The last record that must be in the books if the position is right; 0 for none. */
        private long lastNotLost() {
            long last = position;
            for (int i = lost.size() - 1; i >= 0; i--) {
                if (last >= lost.get(i).from() && last <= lost.get(i).through()) {
                    last = lost.get(i).from() - 1;
                }
            }
            return last;
        }

        /**
         * A record that is in the books, the last one if there are no lost ones. Each record in the books says that all before it are
         * settled, so the answer is never too high.
         */
        private long lastInBooks() throws LedgerException {
            long low = 0;
            long high = 1;
            while (high < LAST_NUMBER && isInBooks(high)) {
                low = high;
                high *= 2;
            }
            while (high - low > 1) {
                long middle = (low + high) >>> 1;
                if (isInBooks(middle)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private boolean isInBooks(long sequence) throws LedgerException {
            return sequence == 0
                    || !books.operations(operationKey(chain, sequence)).isEmpty();
        }

        void take(Bytes bytes, int place) {
            OfflineRecord record;
            try {
                record = OfflineRecord.parse(bytes);
            } catch (OfflineException e) {
                refuse(place, 0, RecordRefusal.MALFORMED);
                return;
            }
            try {
                record.verify(key);
            } catch (OfflineException e) {
                refuse(place, record.sequence(), refusal(e));
                return;
            }
            OfflineRecord other = pending.putIfAbsent(record.sequence(), record);
            if (other != null && !other.equals(record)) {
                refuse(place, record.sequence(), RecordRefusal.CONFLICT);
            }
        }

        private RecordRefusal refusal(OfflineException e) {
            if (e.reason() == OfflineException.Reason.OTHER_TERMINAL) {
                return RecordRefusal.OTHER_TERMINAL;
            }
            return e.reason() == OfflineException.Reason.OTHER_KEY ? RecordRefusal.OTHER_KEY : RecordRefusal.FORGED;
        }

        private void refuse(int place, long sequence, RecordRefusal reason) {
            RefusedRecord one = new RefusedRecord(place, sequence, reason);
            refused.add(one);
            // What is settled hinders nobody.
            boolean hinders = sequence == 0 || sequence > position;
            if (hinders && !hindrance.isPresent()) {
                hindrance = Optional.of(one);
            }
        }

        void giveUp(LostRecords given) {
            Optional<UploadAnswer.Hindrance.Missing> missing = missing();
            boolean same = missing.isPresent()
                    && missing.get().from() == given.from()
                    && missing.get().through() == given.through();
            if (!same) {
                throw new IllegalStateException("these records are not what is missing now");
            }
            if (lost.size() >= MOST_LOST) {
                lost.remove(0);
            }
            lost.add(given);
            position = given.through();
            seal = Optional.empty();
        }

        void book() {
            List<OfflineRecord> ordered = new ArrayList<>(pending.values());
            try {
                long waiting = 0;
                for (OfflineRecord record : ordered) {
                    long sequence = record.sequence();
                    if (sequence > position + 1 && sequence == waiting + 1) {
                        // The one before it waits, so it is not in the books either.
                        waiting = sequence;
                    } else if (sequence <= position + 1 || isSettledBefore(sequence)) {
                        book(record);
                    } else {
                        waiting = sequence;
                    }
                    if (unknown) {
                        break;
                    }
                }
            } catch (LedgerException e) {
                failure = Optional.of(e.reason());
            }
            while (pending.size() > MOST_PARKED) {
                long last = pending.lastKey();
                pending.remove(last);
                refuse(-1, last, RecordRefusal.PARKING_FULL);
            }
        }

        /** Whether the books know that a record's turn has come, though the position does not. */
        private boolean isSettledBefore(long sequence) throws LedgerException {
            if (!isInBooks(sequence) && !isInBooks(sequence - 1)) {
                return false;
            }
            position = sequence - 1;
            seal = Optional.empty();
            return true;
        }

        private void book(OfflineRecord record) throws LedgerException {
            long sequence = record.sequence();
            boolean next = sequence == position + 1;
            if (next && seal.isPresent() && !seal.get().equals(record.previous())) {
                drop(record, RecordRefusal.BROKEN_CHAIN);
                return;
            }
            OperationKey operation = operationKey(chain, sequence);
            OfflineAnswer answer;
            try (CardCode card = record.card(key)) {
                answer = desk.inBatch(record.batch())
                        .book(new OfflineSpending(card, record.amount(), record.time(), sequence), operation);
            } catch (OfflineException e) {
                drop(record, RecordRefusal.FORGED);
                return;
            }
            if (answer instanceof OfflineAnswer.Booked done) {
                pending.remove(sequence);
                booked.add(booked(record, done));
                if (next) {
                    position = sequence;
                    seal = Optional.of(record.seal());
                }
            } else if (answer instanceof OfflineAnswer.Conflict) {
                drop(record, RecordRefusal.CONFLICT);
            } else {
                unknown = true;
            }
        }

        private void drop(OfflineRecord record, RecordRefusal reason) {
            pending.remove(record.sequence());
            refuse(-1, record.sequence(), reason);
        }

        private BookedRecord booked(OfflineRecord record, OfflineAnswer.Booked done) throws LedgerException {
            return new BookedRecord(
                    record.sequence(),
                    done.key(),
                    record.key(),
                    record.time(),
                    record.batch(),
                    done.debited(),
                    done.suspense(),
                    done.suspense().isPositive() ? account(done.key()) : Optional.empty(),
                    done.replayed());
        }

        private Optional<AccountId> account(OperationKey operation) throws LedgerException {
            List<OperationRecord> found = books.operations(operation);
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).account());
        }

        private Optional<UploadAnswer.Hindrance.Missing> missing() {
            boolean nextIsHere = pending.isEmpty() || pending.firstKey() <= position + 1;
            return nextIsHere
                    ? Optional.empty()
                    : Optional.of(new UploadAnswer.Hindrance.Missing(position + 1, pending.firstKey() - 1));
        }

        void save() throws OfflineException {
            List<Bytes> parked = new ArrayList<>();
            pending.values().forEach(record -> parked.add(record.toBytes()));
            UploadPosition changed = new UploadPosition(position, seal, parked, lost);
            if (noted.isPresent() && noted.get().equals(changed)) {
                return;
            }
            try {
                state.write(chain, changed);
            } catch (IOException e) {
                throw new OfflineException(OfflineException.Reason.STORAGE, "the state cannot be written", e);
            }
        }

        Bytes answer(Bytes request) {
            int fresh = (int) booked.stream().filter(one -> !one.duplicate()).count();
            return new UploadAnswer(
                            UploadAnswer.hash(request),
                            position,
                            seal,
                            fresh,
                            booked.size() - fresh,
                            pending.size(),
                            hindrance())
                    .seal(key);
        }

        private UploadAnswer.Hindrance hindrance() {
            if (hindrance.isPresent()) {
                return new UploadAnswer.Hindrance.Refused(
                        hindrance.get().sequence(), hindrance.get().reason());
            }
            if (unknown || failure.isPresent()) {
                return new UploadAnswer.Hindrance.Later();
            }
            Optional<UploadAnswer.Hindrance.Missing> missing = missing();
            return missing.isPresent() ? missing.get() : new UploadAnswer.Hindrance.None();
        }

        BookingReport report(Optional<LostRecords> given) {
            return new BookingReport(
                    chain, position, booked, refused, missing(), pending.size(), given, unknown, failure);
        }
    }
}
