package dev.solvo.qr.wallet.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file stores: what all stores do, and what becomes of files that power failures and bad media leave. */
class FileStoresTest {
    @TempDir
    private Path directory;

    @Nested
    class Collections extends CollectionStoreContract {
        private FileCollectionStore store;

        @BeforeEach
        void open() throws IOException {
            store = FileCollectionStore.open(directory);
        }

        @AfterEach
        void close() throws IOException {
            store.close();
        }

        @Override
        CollectionStore store() {
            return store;
        }
    }

    @Nested
    class Refunds extends RefundStoreContract {
        private FileRefundStore store;

        @BeforeEach
        void open() throws IOException {
            store = FileRefundStore.open(directory);
        }

        @AfterEach
        void close() throws IOException {
            store.close();
        }

        @Override
        RefundStore store() {
            return store;
        }
    }

    private Path fill() throws IOException {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            store.save(Records.collection("ORDER001", "bill-1", 1, Records.OPEN));
            store.save(Records.collection("ORDER002", "bill-2", 1, Records.OPEN));
            store.save(Records.collection("ORDER001", "bill-1", 2, new PaymentState.Approved(Records.PAYMENT)));
        }
        return directory.resolve("collections.jsonl");
    }

    private long revision(FileCollectionStore store, String number) throws IOException {
        return store.find(Wallet.ALIPAY, "2021000000000001", OrderNumber.of(number))
                .map(CollectionRecord::revision)
                .orElse(0L);
    }

    @Test
    void aCutOffLastLineIsDroppedAndTheRestStays() throws IOException {
        Path file = fill();
        byte[] whole = Files.readAllBytes(file);
        int lastLine = lastLine(whole);
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (FileCollectionStore store = FileCollectionStore.open(directory)) {
                assertEquals(1, revision(store, "ORDER001"), "cut to " + length);
                assertEquals(2, store.unresolved().size());
                assertEquals(
                        Saved.SAVED,
                        store.save(Records.collection(
                                "ORDER001", "bill-1", 2, new PaymentState.Approved(Records.PAYMENT))));
            }
            assertEquals(List.of(whole.length), List.of((int) Files.size(file)));
        }
    }

    @Test
    void aLastLineThatIsWrongIsDropped() throws IOException {
        Path file = fill();
        byte[] whole = Files.readAllBytes(file);
        whole[lastLine(whole) + 20] ^= 1;
        Files.write(file, whole);
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            assertEquals(1, revision(store, "ORDER001"));
        }
    }

    @Test
    void damageBeforeTheEndIsNotPassedOver() throws IOException {
        Path file = fill();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < lastLine(whole); at += 37) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            IOException refused = assertThrows(IOException.class, () -> FileCollectionStore.open(directory));
            assertTrue(String.valueOf(refused.getMessage()).contains("damaged at offset"), refused.getMessage());
            assertEquals(whole.length, Files.size(file), "nothing is taken away from a damaged file");
        }
    }

    @Test
    void oneAtATimeHasItOpen() throws IOException {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            IOException refused = assertThrows(IOException.class, () -> FileCollectionStore.open(directory));
            assertTrue(String.valueOf(refused.getMessage()).contains("in use"));
            assertEquals(Saved.SAVED, store.save(Records.collection("ORDER001", "bill-1", 1, Records.OPEN)));
        }
        try (FileCollectionStore again = FileCollectionStore.open(directory)) {
            assertEquals(1, again.unresolved().size());
        }
    }

    @Test
    void whoComesSecondDoesNotTakeTheFirstOnesLockAway() throws Exception {
        Path program = directory.resolve("Lock.java");
        Files.writeString(program, """
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;

                public final class Lock {
                    public static void main(String... arguments) throws Exception {
                        try (var file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                            System.exit(file.tryLock() == null ? 3 : 4);
                        }
                    }
                }
                """);
        try (FileCollectionStore first = FileCollectionStore.open(directory)) {
            assertThrows(IOException.class, () -> FileCollectionStore.open(directory));
            assertEquals(3, another(program), "another process gets the lock");
        }
        assertEquals(4, another(program), "the lock is not let go");
    }

    private int another(Path program) throws IOException, InterruptedException {
        Path lock;
        try (var files = Files.list(directory)) {
            lock = files.filter(file -> file.toString().endsWith(".lock"))
                    .findAny()
                    .orElseThrow();
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(java.toString(), program.toString(), lock.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    @Test
    void whatIsResolvedAndOldCanBeForgotten() throws IOException {
        Path file = fill();
        long before = Files.size(file);
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            store.forgetResolvedBefore(Records.TIME);
            assertEquals(2, revision(store, "ORDER001"));
            store.forgetResolvedBefore(Records.TIME.plusSeconds(60));
            assertEquals(0, revision(store, "ORDER001"));
            assertEquals(Optional.empty(), store.blocking(SaleReference.of("bill-1")));
            assertEquals(1, store.unresolved().size());
            assertEquals(Saved.SAVED, store.save(Records.collection("ORDER002", "bill-2", 2, Records.OPEN)));
        }
        assertTrue(Files.size(file) < before);
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            assertEquals(2, revision(store, "ORDER002"));
        }
    }

    @Test
    void anInterruptedThreadDoesNotCloseTheStoreForTheOthers() throws IOException {
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            Thread.currentThread().interrupt();
            assertEquals(Saved.SAVED, store.save(Records.collection("ORDER001", "bill-1", 1, Records.OPEN)));
            assertEquals(1, revision(store, "ORDER001"));
            store.forgetResolvedBefore(Records.TIME);
            assertTrue(Thread.interrupted(), "who waits hears of it");
            assertEquals(Saved.SAVED, store.save(Records.collection("ORDER002", "bill-2", 1, Records.OPEN)));
            assertEquals(2, store.unresolved().size());
        }
    }

    @Test
    void aRecordThatCouldNotBeReadAgainIsNotWritten() throws IOException {
        RefundRecord small = Records.refund("REFUND01", "ORDER001", 1, new RefundResult.Abnormal("x"));
        RefundResult endless = new RefundResult.Abnormal("x".repeat(1 << 16));
        try (FileRefundStore store = FileRefundStore.open(directory)) {
            assertEquals(Saved.SAVED, store.save(small));
            assertThrows(IOException.class, () -> store.save(Records.refund("REFUND02", "ORDER001", 1, endless)));
        }
        try (FileRefundStore store = FileRefundStore.open(directory)) {
            assertEquals(
                    List.of(small),
                    store.ofOrder(
                            Wallet.WECHAT_PAY,
                            "1900000001",
                            small.refund().order().number()));
        }
    }

    @Test
    void aForgettingThatFailsLeavesTheStoreUsable() throws IOException {
        fill();
        Files.createDirectory(directory.resolve("collections.jsonl.new"));
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            assertThrows(IOException.class, () -> store.forgetResolvedBefore(Records.TIME.plusSeconds(60)));
            assertEquals(2, revision(store, "ORDER001"));
            assertEquals(Saved.SAVED, store.save(Records.collection("ORDER002", "bill-2", 2, Records.OPEN)));
        }
    }

    @Test
    void aRecordOfALaterVersionIsNotPassedOver() throws IOException {
        Path file = fill();
        String json = Records.collection("ORDER003", "bill-3", 1, Records.OPEN)
                .toJson()
                .replace("{\"collection\":1,", "{\"collection\":2,");
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, String.format("%08x %s%n", crc.getValue(), json), StandardOpenOption.APPEND);
        IOException refused = assertThrows(IOException.class, () -> FileCollectionStore.open(directory));
        assertTrue(String.valueOf(refused.getMessage()).contains("version"), refused.getMessage());
    }

    private static int lastLine(byte[] whole) {
        int at = whole.length - 1;
        while (whole[at - 1] != '\n') {
            at--;
        }
        return at;
    }
}
