package dev.solvo.prepaid.offline;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A few small files that survive a power failure. What a method did is durable when it returns. */
interface DurableFiles extends Closeable {
    /** All of a file; empty if there is none. */
    Optional<byte[]> read(String name) throws IOException;

    /** A new file in the place of an old one: after a power failure there is the one or the other, whole. */
    void replace(String name, byte[] content) throws IOException;

    /**
     * Adds to a file. When it throws, any part of the bytes may be there.
     *
     * @param at where the file ends
     */
    void append(String name, long at, byte[] bytes) throws IOException;

    /** Cuts a file off. */
    void truncate(String name, long length) throws IOException;

    @Override
    void close() throws IOException;
}
