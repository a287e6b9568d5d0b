package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Books as one file, to be kept or to be moved to another engine on another machine.
 *
 * <p>The file is UTF-8 text, a row on each line, fields with tabs between them, a line feed after each line. A backslash within a
 * field is written twice, a control character or half a surrogate pair as {@code \}{@code u} and four lower-case hexadecimal
 * digits. Bytes are hexadecimal, times are milliseconds since 1970-01-01T00:00Z, amounts are minor units, yes and no are 1 and 0:
 * <pre>
 * solvo-prepaid-books 1
 * A  tenant account currency state product debits-posted credits-posted debits-pending credits-pending pin-hash pin-salt
 *    pin-key-version pin-tries expires opened successor code-version code-hint version
 * E  number tenant account key fingerprint kind at terminal batch currency amount original other operator reason done refusal
 *    approved ledger held state detail hold-remaining hold-expires captured refunded reversed number-of-P-lines
 * P  ledger-account D-or-C amount
 * S  entries last-number hash
 * H  SHA-256 of all bytes before this line
 * </pre>
 * All accounts come first, then all entries in the order of the hash chain, each followed by its lines; then the seal.
 *
 * <p>It holds no codes and no PINs, but their keyed hashes, and who spent what where: it is made readable for its owner only.
 */
public final class LedgerFile {
    private static final String NAME = "solvo-prepaid-books ";
    private static final String FIRST_LINE = NAME + "1";

    /** The longest line: no row that a store takes needs as much. */
    private static final int LONGEST_LINE = 32_768;

    private LedgerFile() {}

    /**
     * Writes books into a new file and makes it durable. Nobody may write to the books meanwhile.
     *
     * @return what was written
     * @throws LedgerException as {@link LedgerCopy#copy} says of a source
     * @throws IOException if the file is there already or cannot be written; nothing is left of it then
     */
    public static <S extends Ledger & LedgerRows> LedgerCopy.Report write(S books, Path file)
            throws LedgerException, IOException {
        LedgerCopy.requireSound(books, "the store");
        boolean done = false;
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), ownersOnly())) {
            try {
                LedgerCopy.Report report = write(books, channel);
                channel.force(true);
                done = true;
                return report;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } finally {
                if (!done) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static <S extends Ledger & LedgerRows> LedgerCopy.Report write(S books, FileChannel channel)
            throws LedgerException, IOException {
        MessageDigest digest = sha256();
        try (OutputStream stream = new BufferedOutputStream(new Uncloseable(channel))) {
            Lines lines = new Lines(stream, digest);
            lines.write(FIRST_LINE);
            LedgerCopy.Counting counting = new LedgerCopy.Counting(lines);
            books.export(counting);
            LedgerSeal seal = counting.sealedAs(books);
            lines.write(BookLines.line(seal));
            lines.write(BookLines.HASH + "\t" + Bytes.of(digest.digest()).toHex());
            stream.flush();
            return counting.report(seal);
        }
    }

    /** The channel outlives the stream: it still has to be forced to the disk. */
    private static final class Uncloseable extends OutputStream {
        private final OutputStream stream;

        Uncloseable(FileChannel channel) {
            stream = Channels.newOutputStream(channel);
        }

        @Override
        public void write(int value) throws IOException {
            stream.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stream.write(bytes, offset, length);
        }
    }

    private static final class Lines implements LedgerRows.LedgerRowSink {
        private final OutputStream stream;
        private final MessageDigest digest;

        Lines(OutputStream stream, MessageDigest digest) {
            this.stream = stream;
            this.digest = digest;
        }

        @Override
        public void account(AccountRow account) {
            write(BookLines.line(account));
        }

        @Override
        public void entry(JournalEntry entry) {
            write(BookLines.line(entry.operation(), entry.postings().size()));
            for (Posting posting : entry.postings()) {
                write(BookLines.line(posting));
            }
        }

        void write(String line) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            digest.update(bytes);
            try {
                stream.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Fills an empty store from a file.
     *
     * @return what was read
     * @throws LedgerFileException if the file is not whole or not one of books; the store stays empty
     * @throws LedgerException as {@link LedgerRows#restore} and {@link LedgerRows.Restoration#finish}
     * @throws IOException if the file cannot be read; the store stays empty
     */
    public static <T extends Ledger & LedgerRows> LedgerCopy.Report read(Path file, T books)
            throws LedgerException, LedgerFileException, IOException {
        LedgerCopy.Counting counting;
        LedgerSeal seal;
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
                LedgerRows.Restoration restoration = books.restore()) {
            counting = new LedgerCopy.Counting(restoration);
            seal = new Reader(stream).into(counting);
            restoration.finish(seal);
        }
        LedgerCopy.requireSound(books, "the store");
        return counting.report(seal);
    }

    /** Reads a file line by line. */
    private static final class Reader {
        private final InputStream stream;
        private final MessageDigest digest = sha256();
        private long offset;
        private long next;

        Reader(InputStream stream) {
            this.stream = stream;
        }

        LedgerSeal into(LedgerCopy.Counting sink) throws IOException, LedgerFileException, LedgerException {
            String first = line(true);
            if (!first.startsWith(NAME)) {
                throw failed(LedgerFileException.Reason.NOT_BOOKS, "this is no file of prepaid books");
            }
            if (!first.equals(FIRST_LINE)) {
                throw failed(LedgerFileException.Reason.VERSION, "a newer program wrote these books");
            }
            boolean entriesBegun = false;
            while (true) {
                BookLines.Fields fields = new BookLines.Fields(line(true));
                try {
                    switch (fields.letter()) {
                        case BookLines.ACCOUNT -> {
                            if (entriesBegun) {
                                throw new IllegalArgumentException("an account comes after an entry");
                            }
                            sink.account(BookLines.account(fields));
                        }
                        case BookLines.ENTRY -> {
                            entriesBegun = true;
                            sink.entry(entry(fields));
                        }
                        case BookLines.SEAL -> {
                            LedgerSeal seal = BookLines.seal(fields);
                            end();
                            return seal;
                        }
                        default -> throw new IllegalArgumentException("no line begins like this");
                    }
                } catch (IllegalArgumentException | ArithmeticException e) {
                    throw failed(LedgerFileException.Reason.MALFORMED, String.valueOf(e.getMessage()));
                }
            }
        }

        private JournalEntry entry(BookLines.Fields fields) throws IOException, LedgerFileException {
            OperationRow operation = BookLines.operation(fields);
            int count = fields.count();
            fields.end();
            if (count < 0 || count > JournalEntry.MOST_POSTINGS) {
                throw new IllegalArgumentException("an entry has at most " + JournalEntry.MOST_POSTINGS + " lines");
            }
            List<Posting> postings = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                BookLines.Fields line = new BookLines.Fields(line(true));
                if (!line.letter().equals(BookLines.POSTING)) {
                    throw new IllegalArgumentException("an entry has fewer lines than it says");
                }
                postings.add(BookLines.posting(line));
            }
            return new JournalEntry(operation, postings);
        }

        private void end() throws IOException, LedgerFileException {
            String expected = Bytes.of(digest.digest()).toHex();
            String last = line(false);
            if (!last.startsWith(BookLines.HASH + "\t")) {
                throw failed(LedgerFileException.Reason.MALFORMED, "the hash is missing");
            }
            if (!last.equals(BookLines.HASH + "\t" + expected)) {
                throw failed(LedgerFileException.Reason.CHECKSUM, "the file was changed");
            }
            offset = next;
            if (stream.read() >= 0) {
                throw failed(LedgerFileException.Reason.MALFORMED, "something comes after the end");
            }
        }

        private String line(boolean hashed) throws IOException, LedgerFileException {
            offset = next;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int value = stream.read();
            while (value >= 0 && value != '\n') {
                if (bytes.size() == LONGEST_LINE) {
                    throw failed(
                            offset == 0 ? LedgerFileException.Reason.NOT_BOOKS : LedgerFileException.Reason.MALFORMED,
                            "the line is longer than any");
                }
                bytes.write(value);
                value = stream.read();
            }
            if (value < 0) {
                throw failed(LedgerFileException.Reason.TRUNCATED, "the file ends too early");
            }
            byte[] line = bytes.toByteArray();
            next = offset + line.length + 1;
            if (hashed) {
                digest.update(line);
                digest.update((byte) '\n');
            }
            return decoded(line);
        }

        private String decoded(byte[] line) throws LedgerFileException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(line))
                        .toString();
            } catch (CharacterCodingException e) {
                throw failed(
                        offset == 0 ? LedgerFileException.Reason.NOT_BOOKS : LedgerFileException.Reason.MALFORMED,
                        "the line is not UTF-8");
            }
        }

        private LedgerFileException failed(LedgerFileException.Reason reason, String message) {
            return new LedgerFileException(reason, offset, message);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
