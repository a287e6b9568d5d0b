package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A terminal that lets customers spend while it has no network.
 *
 * <p><b>Durable.</b> When {@link #spend} returns {@link SpendAnswer.Accepted}, the record is on the medium: neither a killed process nor a
 * power failure takes it away. A record that was being written then was never acknowledged and is dropped at the next opening.
 *
 * <p><b>Once.</b> The caller makes a key and saves it before he asks; the same key gets the same record, before and after the upload, as
 * long as {@link JournalLimits#keep} says.
 *
 * <p><b>Bounded.</b> What the issuer can lose is bounded by {@link OfflineParameters}, which the terminal cannot change, and by the block
 * list. Balances are not known here: a card can be overspent within the limits.
 *
 * <p><b>Secret.</b> Card codes are enciphered in the journal. What shows without the key: times, amounts, keys, and how many records.
 *
 * <p>The file is long because journal, totals and block list change under one lock.
 *
 * <p>Safe for any number of threads. One process at a time has the directory. A key number has a directory of its own: for another one
 * upload everything, then open an empty directory.
 */
public final class OfflineTill implements AutoCloseable {
    /** How far the clock may go back without harm; a record then has the time of the one before. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private static final String PARAMETERS = "parameters";
    private static final String BLOCK_LIST = "blocklist";

    private final DurableFiles files;
    private final TerminalKey key;
    private final BlockListKey listKey;
    private final Clock clock;
    private final JournalLimits limits;
    private final OfflineJournal journal;
    private final Map<OperationKey, OfflineRecord> byKey = new HashMap<>();
    private final Map<Bytes, List<OfflineRecord>> byCard = new HashMap<>();
    private Optional<OfflineParameters> parameters = Optional.empty();
    private Optional<BlockList> blockList = Optional.empty();
    private boolean closed;

    private OfflineTill(
            DurableFiles files,
            TerminalKey key,
            BlockListKey listKey,
            Clock clock,
            JournalLimits limits,
            OfflineJournal journal) {
        this.files = files;
        this.key = key;
        this.listKey = listKey;
        this.clock = clock;
        this.limits = limits;
        this.journal = journal;
    }

    /**
     * Opens a terminal's directory with {@link JournalLimits#standard()}.
     *
     * @throws OfflineException see {@link #open(Path, TerminalKey, BlockListKey, Clock, JournalLimits)}
     */
    public static OfflineTill open(Path directory, TerminalKey key, BlockListKey listKey, Clock clock)
            throws OfflineException {
        return open(directory, key, listKey, clock, JournalLimits.standard());
    }

    /**
     * Opens a terminal's directory; makes it if it is not there. Closing the keys stays with the caller.
     *
     * @param directory on a medium that keeps what was forced to it
     * @throws OfflineException {@code IN_USE}, {@code DAMAGED} with the place, {@code OTHER_TERMINAL} or {@code OTHER_KEY} if the
     *     directory is of another one, {@code STORAGE}
     */
    public static OfflineTill open(
            Path directory, TerminalKey key, BlockListKey listKey, Clock clock, JournalLimits limits)
            throws OfflineException {
        return open(DirectoryFiles.open(directory), key, listKey, clock, limits);
    }

    static OfflineTill open(
            DurableFiles files, TerminalKey key, BlockListKey listKey, Clock clock, JournalLimits limits)
            throws OfflineException {
        boolean opened = false;
        try {
            if (!key.tenant().equals(listKey.tenant())) {
                throw new IllegalArgumentException("keys of two tenants");
            }
            OfflineTill till =
                    new OfflineTill(files, key, listKey, clock, limits, OfflineJournal.open(files, key, limits));
            till.load();
            opened = true;
            return till;
        } catch (IOException e) {
            throw new OfflineException(OfflineException.Reason.STORAGE, "the till cannot be opened", e);
        } finally {
            if (!opened) {
                closeQuietly(files);
            }
        }
    }

    private static void closeQuietly(DurableFiles files) {
        try {
            files.close();
        } catch (IOException e) {
            // What is thrown already says more.
        }
    }

    private void load() throws OfflineException, IOException {
        Optional<byte[]> sealed = files.read(PARAMETERS);
        if (sealed.isPresent()) {
            OfflineParameters found = OfflineParameters.open(Bytes.of(sealed.get()), key);
            if (found.version() < journal.lastParameters()) {
                throw new OfflineException(
                        OfflineException.Reason.OUTDATED, "the parameters are older than those of the last record");
            }
            parameters = Optional.of(found);
        }
        Optional<byte[]> list = files.read(BLOCK_LIST);
        if (list.isPresent()) {
            BlockList found = BlockList.open(Bytes.of(list.get()), key);
            if (found.version() < journal.lastBlockList()) {
                throw new OfflineException(
                        OfflineException.Reason.OUTDATED, "the block list is older than that of the last record");
            }
            blockList = Optional.of(found);
        }
        reindex();
    }

    private void reindex() throws OfflineException {
        byKey.clear();
        byCard.clear();
        for (OfflineRecord record : journal.records()) {
            try (CardCode card = record.card(key)) {
                index(record, key.tag(card));
            }
        }
    }

    private void index(OfflineRecord record, Bytes tag) {
        byKey.put(record.key(), record);
        byCard.computeIfAbsent(tag, card -> new ArrayList<>()).add(record);
    }

    /** The limits in force. */
    public synchronized Optional<OfflineParameters> parameters() {
        return parameters;
    }

    /** The version of the block list; 0 for none. */
    public synchronized int blockListVersion() {
        return blockList.map(BlockList::version).orElse(0);
    }

    /**
     * Takes new limits.
     *
     * @param sealed what {@link OfflineParameters#seal} made
     * @throws OfflineException {@code FORGED}, {@code OTHER_TERMINAL}, {@code OTHER_KEY}, {@code FORMAT}; {@code OUTDATED} if they are not newer
     *     than those that are here; {@code OTHER_CURRENCY} if this key has records of another one; {@code STORAGE}
     */
    public synchronized void installParameters(Bytes sealed) throws OfflineException {
        requireOpen();
        OfflineParameters offered = OfflineParameters.open(sealed, key);
        int version = Math.max(parameters.map(OfflineParameters::version).orElse(0), journal.lastParameters());
        if (offered.version() <= version) {
            throw new OfflineException(
                    OfflineException.Reason.OUTDATED,
                    "parameters " + version + " are here, " + offered.version() + " are not newer");
        }
        if (!journal.currency().isEmpty()
                && !journal.currency().equals(offered.currency().getCode())) {
            throw new OfflineException(
                    OfflineException.Reason.OTHER_CURRENCY, "the records are of " + journal.currency());
        }
        replace(PARAMETERS, sealed);
        parameters = Optional.of(offered);
    }

    /**
     * Takes a new block list, or a change to the one that is here.
     *
     * @param sealed what {@link BlockList#seal} or {@link BlockListChange#seal} made
     * @throws OfflineException {@code FORGED}, {@code OTHER_TERMINAL}, {@code FORMAT}; {@code OUTDATED} if it is not newer than the one that is
     *     here; {@code OTHER_LIST} if it is a change to another one; {@code STORAGE}
     */
    public synchronized void installBlockList(Bytes sealed) throws OfflineException {
        requireOpen();
        BlockList offered;
        if (sealed.startsWith(Bytes.of(ascii(BlockListChange.MAGIC)))) {
            BlockListChange change = BlockListChange.open(sealed, key);
            if (!blockList.isPresent()) {
                throw new OfflineException(OfflineException.Reason.OTHER_LIST, "a change to a list that is not here");
            }
            offered = blockList.get().with(change);
        } else {
            offered = BlockList.open(sealed, key);
        }
        int version = Math.max(blockListVersion(), journal.lastBlockList());
        if (offered.version() <= version) {
            throw new OfflineException(
                    OfflineException.Reason.OUTDATED,
                    "list " + version + " is here, " + offered.version() + " is not newer");
        }
        replace(BLOCK_LIST, offered.seal(key));
        blockList = Optional.of(offered);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /**
     * Asks the issuer for what is newer and takes it.
     *
     * @throws IOException if the issuer cannot be reached; what came before that is taken
     * @throws OfflineException if what he delivered is not taken
     */
    public void refresh(OfflineIssuer issuer) throws IOException, OfflineException {
        Optional<Bytes> limitsOffered =
                issuer.parameters(parameters().map(OfflineParameters::version).orElse(0));
        if (limitsOffered.isPresent()) {
            installParameters(limitsOffered.get());
        }
        Optional<Bytes> list = issuer.blockList(blockListVersion());
        if (!list.isPresent()) {
            return;
        }
        try {
            installBlockList(list.get());
        } catch (OfflineException e) {
            if (e.reason() != OfflineException.Reason.OTHER_LIST) {
                throw e;
            }
            Optional<Bytes> whole = issuer.blockList(0);
            if (whole.isPresent()) {
                installBlockList(whole.get());
            }
        }
    }

    private void replace(String name, Bytes content) throws OfflineException {
        try {
            files.replace(name, content.toByteArray());
        } catch (IOException e) {
            throw new OfflineException(OfflineException.Reason.STORAGE, name + " could not be written", e);
        }
    }

    /**
     * Lets a card spend, if the limits allow it.
     *
     * @param amount more than 0
     * @param operation made and saved by the caller before he asks; asked again as it is until there is an answer
     * @throws OfflineException {@code STORAGE} or {@code CLOSED}. If {@link OfflineException#outcomeUnknown()}, open the till again and ask
     *     with the same key; else nothing was spent
     */
    public synchronized SpendAnswer spend(CardCode card, Money amount, OperationKey operation) throws OfflineException {
        requireOpen();
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an amount is more than 0");
        }
        if (operation.value().startsWith("~")) {
            throw new IllegalArgumentException("a key with a tilde is the library's own");
        }
        Bytes tag = key.tag(card);
        OfflineRecord earlier = byKey.get(operation);
        if (earlier != null) {
            boolean same = earlier.amount().equals(amount)
                    && byCard.getOrDefault(tag, List.of()).contains(earlier);
            return same ? new SpendAnswer.Accepted(earlier, true) : new SpendAnswer.Conflict(operation);
        }
        long now = clock.millis();
        Optional<SpendRefusal> refusal = refusal(card, tag, amount, now);
        if (!refusal.isPresent() && !journal.hasRoom()) {
            compact(now);
            refusal = journal.hasRoom() ? refusal : Optional.of(SpendRefusal.STORE_FULL);
        }
        if (refusal.isPresent()) {
            return new SpendAnswer.Refused(operation, refusal.get());
        }
        OfflineRecord record = OfflineRecord.seal(
                key,
                journal.last() + 1,
                Math.max(now, floor()),
                journal.batch(),
                amount,
                parameters.map(OfflineParameters::version).orElse(0),
                blockListVersion(),
                operation,
                card,
                journal.lastSeal());
        journal.add(record);
        index(record, tag);
        return new SpendAnswer.Accepted(record, false);
    }

    private Optional<SpendRefusal> refusal(CardCode card, Bytes tag, Money amount, long now) {
        if (!parameters.isPresent()) {
            return Optional.of(SpendRefusal.NO_PARAMETERS);
        }
        OfflineParameters allowed = parameters.get();
        if (now < floor() - CLOCK_TOLERANCE.toMillis()) {
            return Optional.of(SpendRefusal.CLOCK);
        }
        if (now >= allowed.validUntil().toEpochMilli()) {
            return Optional.of(SpendRefusal.PARAMETERS_EXPIRED);
        }
        if (blockListVersion() < allowed.leastBlockList()) {
            return Optional.of(SpendRefusal.BLOCK_LIST_OUTDATED);
        }
        if (blockList.isPresent() && blockList.get().contains(listKey.digest(card))) {
            return Optional.of(SpendRefusal.BLOCKED);
        }
        if (!amount.getCurrencyUnit().equals(allowed.currency())) {
            return Optional.of(SpendRefusal.CURRENCY);
        }
        if (amount.isGreaterThan(allowed.perTransaction())) {
            return Optional.of(SpendRefusal.TRANSACTION_LIMIT);
        }
        return countedRefusal(allowed, tag, amount.getAmountMinorLong(), Math.max(now, floor()));
    }

    private Optional<SpendRefusal> countedRefusal(OfflineParameters allowed, Bytes tag, long minor, long time) {
        long count = 1;
        long sum = minor;
        LocalDate today = day(time, allowed.zone());
        for (OfflineRecord record : byCard.getOrDefault(tag, List.of())) {
            boolean counts = allowed.window() == CardWindow.DAY
                    ? day(record.millis(), allowed.zone()).equals(today)
                    : record.sequence() > journal.acknowledged();
            if (counts) {
                count++;
                sum += record.minor();
            }
        }
        if (count > allowed.cardCount() || sum > allowed.cardAmount().getAmountMinorLong()) {
            return Optional.of(SpendRefusal.CARD_LIMIT);
        }
        long unsent = journal.last() - journal.acknowledged();
        boolean above = unsent >= allowed.terminalCount()
                || journal.outstanding() + minor > allowed.terminalAmount().getAmountMinorLong();
        return above ? Optional.of(SpendRefusal.TERMINAL_LIMIT) : Optional.empty();
    }

    private static LocalDate day(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    /**
     * The time that no record may be before. A clock that ran ahead leaves a last record of the future; once all is uploaded, newer
     * parameters bring the issuer's time.
     */
    private long floor() {
        long issued = parameters.map(found -> found.issuedAt().toEpochMilli()).orElse(0L);
        boolean fresh = journal.last() == journal.acknowledged()
                && parameters.map(OfflineParameters::version).orElse(0) > journal.lastParameters();
        return fresh ? issued : Math.max(issued, journal.lastTime());
    }

    private void compact(long now) throws OfflineException {
        long before = journal.base();
        journal.compact(now - limits.keep().toMillis());
        if (journal.base() != before) {
            reindex();
        }
    }

    /** The record of a key, as long as it is kept. */
    public synchronized Optional<OfflineRecord> find(OperationKey operation) {
        return Optional.ofNullable(byKey.get(operation));
    }

    /** Records that are not uploaded, or not known to be, in their order. */
    public synchronized List<OfflineRecord> outstanding() {
        return records(Math.max(journal.acknowledged(), journal.base()) + 1, Integer.MAX_VALUE);
    }

    /** The number of the last record; 0 for none. */
    public synchronized long lastSequence() {
        return journal.last();
    }

    /** The number of the last record that the issuer booked, as far as the terminal heard; 0 for none. */
    public synchronized long uploadedSequence() {
        return journal.acknowledged();
    }

    /** The batch that new records belong to: 1 at first. */
    public synchronized int batch() {
        return journal.batch();
    }

    /**
     * Begins another batch.
     *
     * @param number greater than {@link #batch()}
     * @throws IllegalStateException if there are totals of 1,000 batches: see {@link #forgetBatches}
     * @throws OfflineException {@code STORAGE} or {@code CLOSED}
     */
    public synchronized void beginBatch(int number) throws OfflineException {
        requireOpen();
        if (number <= journal.batch()) {
            throw new IllegalArgumentException(
                    "batch " + journal.batch() + " is open, " + number + " does not follow it");
        }
        if (journal.batches().size() >= OfflineJournal.MOST_BATCHES) {
            throw new IllegalStateException("there are totals of " + OfflineJournal.MOST_BATCHES + " batches");
        }
        journal.beginBatch(number);
    }

    /**
     * What a batch came to here, for {@code TerminalDesk.closeBatch}: equal to what the books have once {@link #isUploaded} says so.
     * A terminal that also works online adds its other lines.
     *
     * @return one line, or none if nothing was spent
     */
    public synchronized List<BatchLine> batchLines(int number) {
        OfflineJournal.BatchSum sum = journal.sum(number);
        if (sum.count() == 0) {
            return List.of();
        }
        Money amount = Money.ofMinor(CurrencyUnit.of(journal.currency()), sum.amount());
        return List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, sum.count(), amount));
    }

    /** Batches that have totals. */
    public synchronized List<Integer> batches() {
        return journal.batches();
    }

    /** Whether all records of a batch and of those before it are booked. */
    public synchronized boolean isUploaded(int number) {
        return journal.isUploadedThrough(number);
    }

    /**
     * Drops the totals of batches that are closed.
     *
     * @param through the last one, before {@link #batch()} and uploaded
     * @throws OfflineException {@code STORAGE} or {@code CLOSED}
     */
    public synchronized void forgetBatches(int through) throws OfflineException {
        requireOpen();
        if (through >= journal.batch() || !journal.isUploadedThrough(through)) {
            throw new IllegalArgumentException("batch " + through + " is open or not uploaded");
        }
        if (through > journal.forgotten()) {
            journal.forgetBatches(through);
        }
    }

    /**
     * Begins an upload, step by step; see {@link UploadStep}. Spending goes on meanwhile.
     *
     * @param most how many records at a time, 1 to {@value UploadRequest#MOST_RECORDS}
     */
    public UploadStep upload(int most) {
        return OfflineUpload.begin(this, most);
    }

    /**
     * Uploads all that is here over a channel, on the caller's thread.
     *
     * @param most how many records at a time, 1 to {@value UploadRequest#MOST_RECORDS}
     * @throws OfflineException {@code STORAGE} or {@code CLOSED}: what was booked is noted at the next upload
     */
    public UploadOutcome upload(UploadChannel channel, int most) throws OfflineException {
        return OfflineUpload.run(upload(most), channel);
    }

    TerminalKey key() {
        return key;
    }

    synchronized long earliestSequence() {
        return journal.base() + 1;
    }

    /** The seal of a record; empty if it is no longer here. */
    synchronized Optional<Bytes> sealOf(long sequence) {
        if (sequence == journal.base()) {
            return Optional.of(journal.baseSeal());
        }
        boolean here = sequence > journal.base() && sequence <= journal.last();
        return here ? Optional.of(journal.record(sequence).seal()) : Optional.empty();
    }

    synchronized List<OfflineRecord> records(long from, int most) {
        List<OfflineRecord> found = new ArrayList<>();
        for (long i = from; i <= journal.last() && found.size() < most; i++) {
            found.add(journal.record(i));
        }
        return found;
    }

    synchronized void acknowledge(long sequence) throws OfflineException {
        requireOpen();
        journal.acknowledge(sequence);
        compact(clock.millis());
    }

    private void requireOpen() throws OfflineException {
        if (closed) {
            throw new OfflineException(OfflineException.Reason.CLOSED, "the till is closed");
        }
    }

    /** Lets go of the directory. Closing again does nothing. */
    @Override
    public synchronized void close() throws OfflineException {
        if (!closed) {
            closed = true;
            try {
                files.close();
            } catch (IOException e) {
                throw new OfflineException(OfflineException.Reason.STORAGE, "the till could not be closed", e);
            }
        }
    }
}
