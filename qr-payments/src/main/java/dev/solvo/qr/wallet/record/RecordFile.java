package dev.solvo.qr.wallet.record;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Records in one file that only grows: each revision is a line, eight hex digits of the CRC-32 of the JSON text, a
 * space, the JSON text. A line counts once it is on the medium; a last line that is cut off was never acknowledged and is
 * dropped at the next opening. In memory stays where the last revision of each record is.
 */
final class RecordFile<R> implements Closeable {
    /** No record comes near; a longer line is damage. */
    private static final int LONGEST_LINE = 1 << 16;

    private static final int PREFIX = 9;

    /** Where a record's last revision is, and what the checks need of it. */
    private record Entry(
            long offset,
            int length,
            long revision,
            String group,
            boolean resolved,
            boolean blocks,
            Instant begunAt,
            Instant changedAt) {}

    /**
     * The lock files that this process has. A file's locks belong to the process, and POSIX drops all of them when any of its
     * descriptors of that file is closed: whoever comes second must not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final RecordKind<R> kind;
    private final Path directory;
    private final Path path;
    private final Path lockPath;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();
    private RandomAccessFile file;
    private long end;

    /** Opens or creates the file; one process at a time has it. */
    RecordFile(Path directory, String name, RecordKind<R> kind) throws IOException {
        this.kind = kind;
        this.directory = directory;
        path = directory.resolve(name);
        lockPath = directory.toRealPath().resolve(name + ".lock");
        if (!HELD.add(lockPath)) {
            throw new IOException(lockPath + " is in use by this process");
        }
        boolean opened = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lockChannel = channel;
            lock = lock();
            file = new RandomAccessFile(path.toFile(), "rw");
            try {
                load();
                forceDirectory();
                opened = true;
            } finally {
                if (!opened) {
                    file.close();
                }
            }
        } finally {
            if (!opened) {
                letGo(channel);
            }
        }
    }

    private FileLock lock() throws IOException {
        FileLock held = lockChannel.tryLock();
        if (held == null) {
            throw new IOException(lockPath + " is in use by another process");
        }
        return held;
    }

    /** Closes the lock file, which drops the lock, and only then lets others of this process try. */
    private void letGo(@Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD.remove(lockPath);
        }
    }

    private void load() throws IOException {
        long length = file.length();
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long at = 0;
        long lineAt = 0;
        long firstBad = -1;
        file.seek(0);
        while (at < length) {
            int read = file.read(buffer);
            if (read < 0) {
                break;
            }
            for (int i = 0; i < read; i++, at++) {
                if (buffer[i] != '\n') {
                    line.write(buffer[i]);
                    continue;
                }
                if (firstBad >= 0) {
                    throw damaged(firstBad);
                }
                if (!take(lineAt, line.toByteArray())) {
                    firstBad = lineAt;
                }
                line.reset();
                lineAt = at + 1;
            }
            if (line.size() > LONGEST_LINE) {
                throw damaged(lineAt);
            }
        }
        if (firstBad >= 0 && line.size() > 0) {
            throw damaged(firstBad);
        }
        end = firstBad >= 0 ? firstBad : lineAt;
        if (end < length) {
            // The rest of a save that never came back: nobody relies on it.
            file.setLength(end);
            file.getFD().sync();
        }
    }

    private IOException damaged(long offset) {
        return new IOException(path + " is damaged at offset " + offset + "; what follows it was saved, too");
    }

    private boolean take(long offset, byte[] line) throws IOException {
        if (line.length <= PREFIX || line.length > LONGEST_LINE) {
            return false;
        }
        String json = new String(line, PREFIX, line.length - PREFIX, StandardCharsets.UTF_8);
        if (!prefix(json).equals(new String(line, 0, PREFIX, StandardCharsets.US_ASCII))) {
            return false;
        }
        index(kind.parse(json, path + " at offset " + offset), offset, line.length + 1);
        return true;
    }

    private void index(R record, long offset, int length) {
        Entry entry = new Entry(
                offset,
                length,
                kind.revision(record),
                kind.group(record),
                kind.isResolved(record),
                kind.blocks(record),
                kind.begunAt(record),
                kind.changedAt(record));
        entries.put(kind.key(record), entry);
        groups.computeIfAbsent(kind.group(record), group -> new LinkedHashSet<>())
                .add(kind.key(record));
    }

    synchronized Saved save(R record) throws IOException {
        String key = kind.key(record);
        Entry kept = entries.get(key);
        long keptRevision = kept == null ? 0 : kept.revision();
        if (kind.revision(record) != keptRevision + 1) {
            return Saved.TAKEN_OVER;
        }
        if (kind.blocks(record)) {
            Optional<String> blocking = blockingKey(kind.group(record));
            if (blocking.isPresent() && !blocking.get().equals(key)) {
                return Saved.BLOCKED;
            }
        }
        byte[] line = line(kind.json(record));
        if (line.length - 1 > LONGEST_LINE) {
            throw new IOException("a record of " + line.length + " bytes; " + path + " has at most " + LONGEST_LINE);
        }
        write(file, end, line);
        index(record, end, line.length);
        end += line.length;
        return Saved.SAVED;
    }

    private void write(RandomAccessFile to, long offset, byte[] bytes) throws IOException {
        try {
            to.seek(offset);
            to.write(bytes);
            // Not by the file's channel, which an interrupted thread would close for all threads.
            to.getFD().sync();
        } catch (IOException e) {
            // What may stand there now is no line of ours.
            to.setLength(offset);
            throw e;
        }
    }

    synchronized Optional<R> find(String key) throws IOException {
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(record(entry));
    }

    synchronized Optional<R> blocking(String group) throws IOException {
        Optional<String> key = blockingKey(group);
        return key.isPresent() ? find(key.get()) : Optional.empty();
    }

    private Optional<String> blockingKey(String group) {
        for (String key : groups.getOrDefault(group, Set.of())) {
            Entry entry = entries.get(key);
            if (entry != null && entry.blocks()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    synchronized List<R> ofGroup(String group) throws IOException {
        List<R> found = new ArrayList<>();
        for (String key : groups.getOrDefault(group, Set.of())) {
            Entry entry = entries.get(key);
            if (entry != null) {
                found.add(record(entry));
            }
        }
        return found;
    }

    synchronized List<R> unresolved() throws IOException {
        List<R> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (!entry.resolved()) {
                found.add(record(entry));
            }
        }
        return found;
    }

    synchronized List<R> begunBetween(Instant from, Instant before) throws IOException {
        List<R> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (!entry.begunAt().isBefore(from) && entry.begunAt().isBefore(before)) {
                found.add(record(entry));
            }
        }
        return found;
    }

    /** Writes the last revisions of all records but the resolved ones that are older into a new file. */
    synchronized void forgetResolvedBefore(Instant time) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Map<String, Entry> kept = new LinkedHashMap<>();
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.setLength(0);
            for (Map.Entry<String, Entry> one : entries.entrySet()) {
                Entry entry = one.getValue();
                if (!entry.resolved() || !entry.changedAt().isBefore(time)) {
                    byte[] line = line(text(entry));
                    kept.put(
                            one.getKey(),
                            new Entry(
                                    out.getFilePointer(),
                                    line.length,
                                    entry.revision(),
                                    entry.group(),
                                    entry.resolved(),
                                    entry.blocks(),
                                    entry.begunAt(),
                                    entry.changedAt()));
                    out.write(line);
                }
            }
            out.getFD().sync();
        }
        // Windows moves no file that is open.
        file.close();
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            file = new RandomAccessFile(path.toFile(), "rw");
        }
        end = file.length();
        entries.clear();
        entries.putAll(kept);
        groups.clear();
        kept.forEach((key, entry) -> groups.computeIfAbsent(entry.group(), group -> new LinkedHashSet<>())
                .add(key));
        forceDirectory();
    }

    /** Makes the file's name durable: without it a power failure may bring the file back that was there before, or none. */
    private void forceDirectory() throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows opens no directory, and needs no forcing of names.
            return;
        }
        // An interrupted thread could not force anything.
        boolean interrupted = Thread.interrupted();
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private R record(Entry entry) throws IOException {
        return kind.parse(text(entry), path + " at offset " + entry.offset());
    }

    private String text(Entry entry) throws IOException {
        byte[] line = new byte[entry.length() - 1];
        file.seek(entry.offset());
        try {
            file.readFully(line);
        } catch (EOFException e) {
            throw damaged(entry.offset());
        }
        String json = new String(line, PREFIX, line.length - PREFIX, StandardCharsets.UTF_8);
        if (!prefix(json).equals(new String(line, 0, PREFIX, StandardCharsets.US_ASCII))) {
            throw damaged(entry.offset());
        }
        return json;
    }

    private static byte[] line(String json) {
        return (prefix(json) + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String prefix(String json) {
        CRC32 crc = new CRC32();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        crc.update(bytes, 0, bytes.length);
        return Long.toHexString((1L << 32) + crc.getValue()).substring(1) + " ";
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            file.close();
        } finally {
            if (lock.isValid()) {
                letGo(lockChannel);
            }
        }
    }
}
