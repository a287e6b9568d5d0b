package dev.solvo.prepaid.offline;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A disk that can be full, fail, or lose its power in the middle of a write. It survives the tills that use it. */
final class SimulatedDisk implements DurableFiles {
    final Map<String, byte[]> files = new TreeMap<>();
    private int capacity = Integer.MAX_VALUE;
    private int cutAfter = -1;
    private boolean dead;
    private boolean truncateFails;
    private int replacements;

    /** The next write gets so many bytes onto the disk; then there is no power until {@link #reboot}. */
    void cutPowerAfter(int bytes) {
        cutAfter = bytes;
    }

    void reboot() {
        cutAfter = -1;
        dead = false;
        truncateFails = false;
        capacity = Integer.MAX_VALUE;
    }

    void capacity(int bytes) {
        capacity = bytes;
    }

    void failTruncate() {
        truncateFails = true;
    }

    int replacements() {
        return replacements;
    }

    byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IllegalStateException("no file " + name);
        }
        return content;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        requirePower();
        if (cutAfter >= 0) {
            // The new file was being written under another name.
            dead = true;
            throw new IOException("no power");
        }
        if (content.length > capacity) {
            throw new IOException("disk full");
        }
        replacements++;
        files.put(name, content.clone());
    }

    @Override
    public void append(String name, long at, byte[] bytes) throws IOException {
        requirePower();
        int written = bytes.length;
        if (cutAfter >= 0) {
            written = Math.min(cutAfter, written);
            dead = true;
        } else if (at + written > capacity) {
            written = Math.max(0, capacity - (int) at);
        }
        byte[] file = Arrays.copyOf(file(name), (int) at + written);
        System.arraycopy(bytes, 0, file, (int) at, written);
        files.put(name, file);
        if (dead || written < bytes.length) {
            throw new IOException(dead ? "no power" : "disk full");
        }
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        requirePower();
        if (truncateFails) {
            throw new IOException("disk failed");
        }
        files.put(name, Arrays.copyOf(file(name), (int) length));
    }

    private void requirePower() throws IOException {
        if (dead) {
            throw new IOException("no power");
        }
    }

    @Override
    public void close() {
        // It stays.
    }
}
