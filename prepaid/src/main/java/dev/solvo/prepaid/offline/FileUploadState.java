package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Positions in one file for each chain, readable by their owner only, written anew each time. One process at a time has the directory.
 * Parked records hold enciphered card codes only.
 */
public final class FileUploadState implements UploadState, AutoCloseable {
    private static final String MAGIC = "SOS1";
    private static final int NAME_LENGTH = 16;

    private final DurableFiles files;

    private FileUploadState(DurableFiles files) {
        this.files = files;
    }

    /**
     * Opens a directory; makes it if it is not there.
     *
     * @throws OfflineException {@code IN_USE} or {@code STORAGE}
     */
    public static FileUploadState open(Path directory) throws OfflineException {
        return new FileUploadState(DirectoryFiles.open(directory));
    }

    @Override
    public Optional<UploadPosition> read(UploadChain chain) throws IOException {
        Optional<byte[]> file = files.read(name(chain));
        if (!file.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(file.get(), chain));
        } catch (OfflineException | IllegalArgumentException e) {
            // The books know it, too.
            return Optional.empty();
        }
    }

    @Override
    public void write(UploadChain chain, UploadPosition position) throws IOException {
        WireWriter writer = new WireWriter()
                .raw(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .raw(whose(chain))
                .i64(position.bookedUpTo())
                .u8(position.seal().isPresent() ? 1 : 0)
                .raw(position.seal().orElse(Bytes.EMPTY).toByteArray())
                .i32(position.lost().size());
        for (LostRecords lost : position.lost()) {
            writer.i64(lost.from())
                    .i64(lost.through())
                    .block(utf8(lost.operator()))
                    .block(utf8(lost.reason()));
        }
        writer.i32(position.parked().size());
        position.parked().forEach(writer::block);
        byte[] body = writer.toByteArray();
        Bytes hash = UploadAnswer.hash(Bytes.of(body));
        files.replace(
                name(chain), new WireWriter().raw(body).raw(hash.toByteArray()).toByteArray());
    }

    private static UploadPosition parse(byte[] file, UploadChain chain) throws OfflineException {
        int length = file.length - HmacSha256.LENGTH;
        if (length < 0) {
            throw WireReader.malformed("too short");
        }
        byte[] body = Arrays.copyOf(file, length);
        if (!UploadAnswer.hash(Bytes.of(body)).equals(Bytes.of(file, length, HmacSha256.LENGTH))) {
            throw WireReader.malformed("damaged");
        }
        WireReader reader = new WireReader(body);
        reader.magic(MAGIC);
        if (!reader.tenant().equals(chain.tenant())
                || !reader.terminal().equals(chain.terminal())
                || reader.i32() != chain.keyNumber()) {
            throw WireReader.malformed("another chain's");
        }
        long bookedUpTo = reader.number();
        Optional<Bytes> seal =
                reader.u8() == 1 ? Optional.of(Bytes.of(reader.raw(OfflineRecord.SEAL_LENGTH))) : Optional.empty();
        List<LostRecords> lost = new ArrayList<>();
        for (int i = reader.count(); i > 0; i--) {
            lost.add(new LostRecords(reader.i64(), reader.i64(), utf8(reader), utf8(reader)));
        }
        List<Bytes> parked = new ArrayList<>();
        for (int i = reader.count(); i > 0; i--) {
            parked.add(reader.block());
        }
        reader.finish();
        return new UploadPosition(bookedUpTo, seal, parked, lost);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String utf8(WireReader reader) throws OfflineException {
        return new String(reader.block().toByteArray(), StandardCharsets.UTF_8);
    }

    private static byte[] whose(UploadChain chain) {
        return new WireWriter()
                .text(chain.tenant().value())
                .text(chain.terminal().value())
                .i32(chain.keyNumber())
                .toByteArray();
    }

    /** A hash, for there are file systems to which T1 and t1 are one name. */
    private static String name(UploadChain chain) {
        return UploadAnswer.hash(Bytes.of(whose(chain))).slice(0, NAME_LENGTH).toHex();
    }

    /** Lets go of the directory. */
    @Override
    public void close() throws OfflineException {
        try {
            files.close();
        } catch (IOException e) {
            throw new OfflineException(OfflineException.Reason.STORAGE, "the directory could not be closed", e);
        }
    }
}
