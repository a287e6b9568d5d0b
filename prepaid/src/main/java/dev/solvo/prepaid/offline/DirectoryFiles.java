package dev.solvo.prepaid.offline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files of one directory, readable by their owner only. One process has the directory at a time. */
final class DirectoryFiles implements DurableFiles {
    private static final String LOCK = "in-use";

    private final Path directory;
    private final boolean posix;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Map<String, RandomAccessFile> open = new HashMap<>();

    private DirectoryFiles(Path directory, boolean posix, FileChannel lockChannel, FileLock lock) {
        this.directory = directory;
        this.posix = posix;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Opens a directory, which is made if it is missing.
     *
     * @throws OfflineException {@code IN_USE} if somebody else has it, {@code STORAGE} if it cannot be used
     */
    static DirectoryFiles open(Path directory) throws OfflineException {
        try {
            boolean posix =
                    directory.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createDirectories(directory);
            Path lockPath = directory.resolve(LOCK);
            create(lockPath, posix);
            FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                throw new OfflineException(OfflineException.Reason.IN_USE, directory + " is in use by this process", e);
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                throw new OfflineException(OfflineException.Reason.IN_USE, directory + " is in use by another process");
            }
            return new DirectoryFiles(directory, posix, channel, lock);
        } catch (IOException e) {
            throw new OfflineException(OfflineException.Reason.STORAGE, directory + " cannot be used", e);
        }
    }

    /** With its permissions from the first moment on. */
    private static void create(Path file, boolean posix) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    @Override
    public synchronized Optional<byte[]> read(String name) throws IOException {
        Path path = directory.resolve(name);
        return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    @Override
    public synchronized void replace(String name, byte[] content) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        create(fresh, posix);
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.write(content);
            out.getFD().sync();
        }
        // Windows moves no file that is open.
        closeFile(name);
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames();
    }

    @Override
    public synchronized void append(String name, long at, byte[] bytes) throws IOException {
        RandomAccessFile file = file(name);
        file.seek(at);
        file.write(bytes);
        // Not by a channel, which an interrupted thread would close for all threads.
        file.getFD().sync();
    }

    @Override
    public synchronized void truncate(String name, long length) throws IOException {
        RandomAccessFile file = file(name);
        file.setLength(length);
        file.getFD().sync();
    }

    private RandomAccessFile file(String name) throws IOException {
        RandomAccessFile file = open.get(name);
        if (file == null) {
            Path path = directory.resolve(name);
            if (!Files.exists(path)) {
                throw new FileNotFoundException(path.toString());
            }
            file = new RandomAccessFile(path.toFile(), "rw");
            open.put(name, file);
        }
        return file;
    }

    private void closeFile(String name) throws IOException {
        RandomAccessFile file = open.remove(name);
        if (file != null) {
            file.close();
        }
    }

    /** Makes names durable: without it a power failure may bring back the file that was there before. */
    private void forceNames() throws IOException {
        if (!posix) {
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

    @Override
    public synchronized void close() throws IOException {
        try {
            for (RandomAccessFile file : open.values()) {
                file.close();
            }
            open.clear();
        } finally {
            if (lock.isValid()) {
                lock.release();
            }
            lockChannel.close();
        }
    }
}
