package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books as a file. */
final class LedgerFileTest {
    @TempDir
    private Path directory;

    private Path written() throws Exception {
        Path file = directory.resolve("books.txt");
        try (SqliteLedger till = SqliteLedger.open(directory.resolve("till.db"))) {
            LedgerCopyTest.fill(till, 5);
            LedgerFile.write(till, file);
        }
        return file;
    }

    @Test
    void comesBackAsItWas() throws Exception {
        Path file = directory.resolve("books.txt");
        Path again = directory.resolve("again.txt");
        try (SqliteLedger till = SqliteLedger.open(directory.resolve("till.db"));
                SqliteLedger other = SqliteLedger.open(directory.resolve("other.db"))) {
            LedgerCopyTest.fill(till, 520);
            LedgerCopy.Report out = LedgerFile.write(till, file);
            assertEquals(till.seal(), out.seal());
            assertEquals(out, LedgerFile.read(file, other));
            assertEquals(out.seal(), other.seal());
            LedgerFile.write(other, again);
        }
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        assertTrue(text.startsWith("solvo-prepaid-books 1\nA\thotel\t"));
        String body = text.substring(0, text.lastIndexOf("\nH\t") + 1);
        Bytes hash = Bytes.of(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        assertEquals("H\t" + hash.toHex() + "\n", text.substring(body.length()));
    }

    @Test
    void isNeverOverwritten() throws Exception {
        Path file = written();
        byte[] before = Files.readAllBytes(file);
        try (SqliteLedger till = SqliteLedger.open(directory.resolve("till.db"))) {
            assertThrows(FileAlreadyExistsException.class, () -> LedgerFile.write(till, file));
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void isRefusedIfItIsCutAnywhere() throws Exception {
        byte[] whole = Files.readAllBytes(written());
        Path cut = directory.resolve("cut.txt");
        try (SqliteLedger target = SqliteLedger.open(directory.resolve("target.db"))) {
            for (int length = 0; length < whole.length; length += length < whole.length - 120 ? 97 : 1) {
                Files.write(cut, java.util.Arrays.copyOf(whole, length));
                LedgerFileException refused =
                        assertThrows(LedgerFileException.class, () -> LedgerFile.read(cut, target));
                assertEquals(LedgerFileException.Reason.TRUNCATED, refused.reason());
                assertTrue(refused.offset() <= length);
                assertEquals(LedgerSeal.EMPTY, target.seal());
            }
        }
    }

    @Test
    void isRefusedIfAnyByteIsAnother() throws Exception {
        byte[] whole = Files.readAllBytes(written());
        Path changed = directory.resolve("changed.txt");
        try (SqliteLedger target = SqliteLedger.open(directory.resolve("target.db"))) {
            for (int at = 0; at < whole.length; at += 131) {
                byte[] bytes = whole.clone();
                bytes[at] ^= 1;
                Files.write(changed, bytes);
                Exception refused = assertThrows(Exception.class, () -> LedgerFile.read(changed, target));
                assertTrue(refused instanceof LedgerFileException || refused instanceof LedgerException);
                assertEquals(LedgerSeal.EMPTY, target.seal());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', TRUNCATED, 0",
        "'solvo-prepaid-books 1', TRUNCATED, 0",
        "'hello\n', NOT_BOOKS, 0",
        "'solvo-prepaid-books 2\n', VERSION, 0",
        "'solvo-prepaid-books 1\nX\n', MALFORMED, 22",
        "'solvo-prepaid-books 1\nS\t0\t0\n', MALFORMED, 22",
        "'solvo-prepaid-books 1\nS\t0\t0\t00\nH\t00\n', CHECKSUM, 31",
        "'solvo-prepaid-books 1\nS\t0\t0\t00\nX\n', MALFORMED, 31",
        "'solvo-prepaid-books 1\nS\t0\t9999999999999999999\t00\n', MALFORMED, 22",
        "'solvo-prepaid-books 1\nA\t\\x\n', MALFORMED, 22",
        "'solvo-prepaid-books 1\nA\t\\u00E4\n', MALFORMED, 22",
        "'solvo-prepaid-books 1\nP\tcard\tD\t1\n', MALFORMED, 22"
    })
    void saysWhatIsWrongAndWhere(String text, LedgerFileException.Reason reason, long offset) throws Exception {
        Path file = Files.writeString(directory.resolve("bad.txt"), text);
        assertRefused(file, reason, offset);
    }

    @Test
    void refusesLinesWithoutEndAndBytesThatAreNoText() throws Exception {
        byte[] first = "solvo-prepaid-books 1\n".getBytes(StandardCharsets.US_ASCII);
        byte[] endless = java.util.Arrays.copyOf(first, 100_000);
        java.util.Arrays.fill(endless, first.length, endless.length, (byte) 'A');
        assertRefused(Files.write(directory.resolve("endless.txt"), endless), LedgerFileException.Reason.MALFORMED, 22);
        byte[] noText = java.util.Arrays.copyOf(first, first.length + 2);
        noText[first.length] = (byte) 0xC0;
        noText[first.length + 1] = '\n';
        assertRefused(Files.write(directory.resolve("bytes.txt"), noText), LedgerFileException.Reason.MALFORMED, 22);
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertRefused(
                Files.write(directory.resolve("longer.txt"), longer),
                LedgerFileException.Reason.MALFORMED,
                whole.length);
    }

    private void assertRefused(Path file, LedgerFileException.Reason reason, long offset) throws Exception {
        try (SqliteLedger target = SqliteLedger.open(directory.resolve("refusing.db"))) {
            LedgerFileException refused = assertThrows(LedgerFileException.class, () -> LedgerFile.read(file, target));
            assertEquals(reason, refused.reason());
            assertEquals(offset, refused.offset());
            assertEquals(LedgerSeal.EMPTY, target.seal());
            assertEquals(List.of(), target.reads().tenants());
        }
    }

    /** A sink that fails leaves no file behind. */
    @Test
    void leavesNothingIfItCannotBeWritten() throws Exception {
        Path file = directory.resolve("no-such-directory").resolve("books.txt");
        try (SqliteLedger till = SqliteLedger.open(directory.resolve("till.db"))) {
            assertThrows(IOException.class, () -> LedgerFile.write(till, file));
        }
        assertFalse(Files.exists(file));
    }

    @Property(tries = 500)
    void keepsEveryText(@ForAll String operator, @ForAll String reason, @ForAll String detail) {
        AccountId card = BookOperations.card(1);
        OperationRow row = new OperationRow(
                new OperationId(new TenantId("t"), card, new OperationKey("k")),
                Bytes.EMPTY,
                new OperationFacts(OperationKind.ADJUST, 1, "", 0, "CNY", 2, "", card, operator, reason),
                new AnswerRow(true, "", 2, 3, 0, CardState.ACTIVE, detail),
                OperationProgress.NONE,
                7);
        String line = BookLines.line(row, 0);
        assertFalse(line.chars().anyMatch(character -> character < ' ' && character != '\t'));
        assertEquals(Optional.of(line), decoded(line));
        BookLines.Fields fields = new BookLines.Fields(line);
        assertEquals(row, BookLines.operation(fields));
        assertEquals(0, fields.count());
        assertInstanceOf(IllegalArgumentException.class, assertThrows(RuntimeException.class, fields::text));
    }

    private static Optional<String> decoded(String line) {
        return Optional.of(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
