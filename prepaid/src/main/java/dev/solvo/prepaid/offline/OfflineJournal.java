package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The terminal's records in one file that grows, and is now and then written anew without what is no longer needed. Whatever a method
 * did is durable when it returns; what it throws says whether it may be all the same.
 */
final class OfflineJournal {
    static final String NAME = "journal";
    static final int MOST_BATCHES = 1000;

    private static final String MAGIC = "SOJ1";

    /** What is always left for entries that are not records: without them nothing could be uploaded once the file is full. */
    private static final int RESERVE = 2048;

    private static final int WORTH_COMPACTION = 1 << 15;

    /** A batch's records: how many and how much. */
    record BatchSum(long count, long amount) {
        static final BatchSum NONE = new BatchSum(0, 0);

        BatchSum plus(OfflineRecord record) {
            return new BatchSum(count + 1, amount + record.minor());
        }

        BatchSum minus(OfflineRecord record) {
            return new BatchSum(count - 1, amount - record.minor());
        }
    }

    private final DurableFiles files;
    private final TerminalKey key;
    private final JournalLimits limits;
    private final List<OfflineRecord> records = new ArrayList<>();
    private final TreeMap<Integer, BatchSum> sums = new TreeMap<>();
    private long base;
    private Bytes baseSeal = OfflineRecord.NOTHING_BEFORE;
    private long acknowledged;
    private long outstanding;
    private int batch = 1;
    private int forgotten;
    private String currency = "";
    private long lastTime;
    private int lastParameters;
    private int lastBlockList;
    private int end;
    private int entries;
    private boolean failed;

    private OfflineJournal(DurableFiles files, TerminalKey key, JournalLimits limits) {
        this.files = files;
        this.key = key;
        this.limits = limits;
    }

    /** Opens or begins the journal; an entry that a power failure cut off is dropped, for nobody relies on it. */
    static OfflineJournal open(DurableFiles files, TerminalKey key, JournalLimits limits) throws OfflineException {
        OfflineJournal journal = new OfflineJournal(files, key, limits);
        try {
            Optional<byte[]> file = files.read(NAME);
            if (file.isPresent()) {
                journal.load(file.get());
            } else {
                journal.write(0);
            }
        } catch (IOException e) {
            throw new OfflineException(OfflineException.Reason.STORAGE, "the journal cannot be opened", e);
        }
        return journal;
    }

    private void load(byte[] file) throws OfflineException, IOException {
        int at = 0;
        while (at < file.length) {
            boolean first = at == 0;
            int length = JournalFrame.length(file, at, first ? JournalFrame.LONGEST_CHECKPOINT : JournalFrame.LONGEST);
            if (length < 0 || first && length == 0) {
                throw OfflineException.damagedAt(at, "no entry begins there");
            }
            if (length == 0) {
                break;
            }
            byte[] body = JournalFrame.body(file, at, length);
            if (!JournalFrame.isSealed(file, at, length, key)) {
                if (first) {
                    checkWhose(body);
                } else if (JournalFrame.isTorn(file, at, length)) {
                    break;
                }
                throw OfflineException.damagedAt(at, "the entry's seal is wrong");
            }
            take(body, at);
            at += length;
        }
        if (at == 0) {
            throw OfflineException.damagedAt(0, "the file is empty");
        }
        if (acknowledged > last()) {
            throw OfflineException.damagedAt(at, "records that were here are missing");
        }
        end = at;
        if (at < file.length) {
            files.truncate(NAME, at);
        }
    }

    /** Another key makes all seals wrong: better said so than called damage. */
    private void checkWhose(byte[] body) throws OfflineException {
        WireReader reader = new WireReader(body);
        try {
            reader.u8();
            reader.magic(MAGIC);
            key.requireOwn(reader.tenant(), reader.terminal(), reader.i32());
        } catch (OfflineException e) {
            if (e.reason() != OfflineException.Reason.FORMAT) {
                throw e;
            }
        }
    }

    private void take(byte[] body, int at) throws OfflineException {
        try {
            WireReader reader = new WireReader(body);
            int kind = reader.u8();
            if ((at == 0) != (kind == JournalFrame.CHECKPOINT)) {
                throw WireReader.malformed("an entry in the wrong place");
            }
            switch (kind) {
                case JournalFrame.CHECKPOINT -> takeCheckpoint(reader);
                case JournalFrame.RECORD -> takeRecord(Bytes.of(reader.raw(reader.remaining())));
                case JournalFrame.ACKNOWLEDGED -> takeAcknowledged(reader.number());
                case JournalFrame.BATCH -> takeBatch(reader.count());
                case JournalFrame.FORGOTTEN -> takeForgotten(reader.count());
                default -> throw WireReader.malformed("an entry of an unknown kind");
            }
            reader.finish();
            if (kind != JournalFrame.CHECKPOINT && kind != JournalFrame.RECORD) {
                entries++;
            }
        } catch (OfflineException e) {
            throw OfflineException.damagedAt(at, "what is written there cannot be: " + e.reason());
        }
    }

    private void takeCheckpoint(WireReader reader) throws OfflineException {
        reader.magic(MAGIC);
        key.requireOwn(reader.tenant(), reader.terminal(), reader.i32());
        base = reader.number();
        baseSeal = Bytes.of(reader.raw(OfflineRecord.SEAL_LENGTH));
        acknowledged = reader.number();
        batch = reader.count();
        forgotten = reader.count();
        currency = reader.text();
        lastTime = reader.number();
        lastParameters = reader.count();
        lastBlockList = reader.count();
        int count = reader.u16();
        for (int i = 0; i < count; i++) {
            sums.put(reader.count(), new BatchSum(reader.number(), reader.number()));
        }
    }

    private void takeRecord(Bytes bytes) throws OfflineException {
        OfflineRecord record = OfflineRecord.parse(bytes);
        record.verify(key);
        if (record.sequence() != last() + 1 || !record.previous().equals(lastSeal())) {
            throw WireReader.malformed("a record out of its order");
        }
        index(record);
    }

    private void index(OfflineRecord record) {
        records.add(record);
        if (record.batch() > forgotten) {
            sums.merge(record.batch(), BatchSum.NONE.plus(record), (sum, one) -> sum.plus(record));
        }
        if (record.sequence() > acknowledged) {
            outstanding += record.minor();
        }
        currency = record.amount().getCurrencyUnit().getCode();
        lastTime = record.millis();
        lastParameters = record.parametersVersion();
        lastBlockList = record.blockListVersion();
    }

    private void takeAcknowledged(long sequence) throws OfflineException {
        if (sequence > last() || sequence < acknowledged) {
            throw WireReader.malformed("an acknowledgement of what is not there");
        }
        for (long i = Math.max(acknowledged, base) + 1; i <= sequence; i++) {
            outstanding -= record(i).minor();
        }
        acknowledged = sequence;
    }

    private void takeBatch(int number) throws OfflineException {
        if (number <= batch) {
            throw WireReader.malformed("a batch before the one before");
        }
        batch = number;
    }

    private void takeForgotten(int through) {
        forgotten = through;
        sums.headMap(through, true).clear();
    }

    /** The number of the last record; 0 for none. */
    long last() {
        return base + records.size();
    }

    Bytes lastSeal() {
        return records.isEmpty() ? baseSeal : records.get(records.size() - 1).seal();
    }

    /** The number of the last record that is no longer here. */
    long base() {
        return base;
    }

    Bytes baseSeal() {
        return baseSeal;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** What is not uploaded yet, in minor units. */
    long outstanding() {
        return outstanding;
    }

    int batch() {
        return batch;
    }

    int forgotten() {
        return forgotten;
    }

    /** Of all records of this journal; empty if there never was one. */
    String currency() {
        return currency;
    }

    /** When the last record was made. */
    long lastTime() {
        return lastTime;
    }

    int lastParameters() {
        return lastParameters;
    }

    int lastBlockList() {
        return lastBlockList;
    }

    List<OfflineRecord> records() {
        return records;
    }

    OfflineRecord record(long sequence) {
        return records.get((int) (sequence - base - 1));
    }

    BatchSum sum(int number) {
        return sums.getOrDefault(number, BatchSum.NONE);
    }

    List<Integer> batches() {
        return new ArrayList<>(sums.keySet());
    }

    /** Whether the last record of a batch was uploaded. */
    boolean isUploadedThrough(int number) {
        long next = Math.max(acknowledged, base) + 1;
        return next > last() || record(next).batch() > number;
    }

    /** Whether another record fits. */
    boolean hasRoom() {
        return records.size() < limits.mostRecords()
                && end + JournalFrame.LONGEST + JournalFrame.AROUND + RESERVE <= limits.mostBytes();
    }

    void add(OfflineRecord record) throws OfflineException {
        append(JournalFrame.RECORD, record.toBytes().toByteArray());
        index(record);
    }

    /** Notes that records are booked. */
    void acknowledge(long sequence) throws OfflineException {
        if (sequence > acknowledged) {
            append(JournalFrame.ACKNOWLEDGED, new WireWriter().i64(sequence).toByteArray());
            takeAcknowledged(sequence);
            entries++;
        }
    }

    void beginBatch(int number) throws OfflineException {
        append(JournalFrame.BATCH, new WireWriter().i32(number).toByteArray());
        takeBatch(number);
        entries++;
    }

    void forgetBatches(int through) throws OfflineException {
        append(JournalFrame.FORGOTTEN, new WireWriter().i32(through).toByteArray());
        takeForgotten(through);
        entries++;
    }

    /** Writes the file anew if enough of it is no longer needed, or if it is full. */
    void compact(long keepSince) throws OfflineException {
        int removable = removable(keepSince);
        long bytes = (long) entries * JournalFrame.AROUND;
        for (OfflineRecord record : records.subList(0, removable)) {
            bytes += record.toBytes().length() + JournalFrame.AROUND;
        }
        boolean worth = bytes > Math.max(WORTH_COMPACTION, end / 2) || bytes > 0 && !hasRoom();
        if (!worth || failed) {
            return;
        }
        try {
            write(removable);
        } catch (IOException e) {
            // The rename may have happened or not: only opening again tells.
            failed = true;
            throw new OfflineException(OfflineException.Reason.STORAGE, "the journal could not be written anew", e);
        }
    }

    private int removable(long keepSince) {
        int count = 0;
        while (count < records.size()
                && base + count + 1 <= acknowledged
                && records.get(count).millis() < keepSince) {
            count++;
        }
        return count;
    }

    private void write(int removed) throws IOException {
        List<OfflineRecord> kept = new ArrayList<>(records.subList(removed, records.size()));
        Bytes seal = removed == 0 ? baseSeal : records.get(removed - 1).seal();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] checkpoint = JournalFrame.of(key, 0, JournalFrame.CHECKPOINT, checkpoint(base + removed, seal, kept));
        file.write(checkpoint, 0, checkpoint.length);
        for (OfflineRecord record : kept) {
            byte[] frame = JournalFrame.of(
                    key, file.size(), JournalFrame.RECORD, record.toBytes().toByteArray());
            file.write(frame, 0, frame.length);
        }
        files.replace(NAME, file.toByteArray());
        base += removed;
        baseSeal = seal;
        records.subList(0, removed).clear();
        end = file.size();
        entries = 0;
    }

    private byte[] checkpoint(long newBase, Bytes seal, List<OfflineRecord> kept) {
        TreeMap<Integer, BatchSum> gone = new TreeMap<>(sums);
        for (OfflineRecord record : kept) {
            gone.computeIfPresent(record.batch(), (number, sum) -> sum.minus(record));
        }
        gone.values().removeIf(sum -> sum.count() == 0);
        WireWriter writer = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .text(key.tenant().value())
                .text(key.terminal().value())
                .i32(key.number())
                .i64(newBase)
                .raw(seal.toByteArray())
                .i64(acknowledged)
                .i32(batch)
                .i32(forgotten)
                .text(currency)
                .i64(lastTime)
                .i32(lastParameters)
                .i32(lastBlockList)
                .u16(gone.size());
        for (Map.Entry<Integer, BatchSum> one : gone.entrySet()) {
            writer.i32(one.getKey())
                    .i64(one.getValue().count())
                    .i64(one.getValue().amount());
        }
        return writer.toByteArray();
    }

    private void append(int kind, byte[] content) throws OfflineException {
        if (failed) {
            throw new OfflineException(OfflineException.Reason.CLOSED, "the journal failed and must be opened again");
        }
        byte[] frame = JournalFrame.of(key, end, kind, content);
        try {
            files.append(NAME, end, frame);
        } catch (IOException e) {
            cutOff(e);
            throw new OfflineException(OfflineException.Reason.STORAGE, "the journal could not be written", e);
        }
        end += frame.length;
    }

    /** After a failed write nobody knows what is on the medium, unless it can be cut off there. */
    private void cutOff(IOException cause) throws OfflineException {
        try {
            files.truncate(NAME, end);
        } catch (IOException e) {
            cause.addSuppressed(e);
            failed = true;
            throw OfflineException.unknownOutcome("the journal could not be written, nor restored", cause);
        }
    }
}
