package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.JdbcCollectionStore;
import dev.solvo.qr.wallet.record.JdbcRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

/** Any text as a saved record: what can be read is written again alike, whatever else is damage, and said so. */
final class QrRecordFuzzTest {
    private static final OrderNumber NUMBER = OrderNumber.of("POS20231114T0001");

    @TempDir
    private static Path directory;

    @FuzzTest
    void collection(byte[] data) {
        try {
            CollectionRecord record = CollectionRecord.fromJson(new String(data, StandardCharsets.UTF_8));
            assertEquals(record, CollectionRecord.fromJson(record.toJson()));
        } catch (QrException e) {
            assertEquals("DAMAGED_RECORD", e.code());
        }
    }

    @FuzzTest
    void refund(byte[] data) {
        try {
            RefundRecord record = RefundRecord.fromJson(new String(data, StandardCharsets.UTF_8));
            assertEquals(record, RefundRecord.fromJson(record.toJson()));
        } catch (QrException e) {
            assertEquals("DAMAGED_RECORD", e.code());
        }
    }

    /** The bytes as the file, and as the text of a line whose checksum is right. */
    @FuzzTest
    void file(byte[] data) throws IOException {
        readFiles(data);
        CRC32 checksum = new CRC32();
        checksum.update(data);
        String prefix = String.format("%08x ", checksum.getValue());
        byte[] line = new byte[data.length + 10];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, line, 0, 9);
        System.arraycopy(data, 0, line, 9, data.length);
        line[line.length - 1] = '\n';
        readFiles(line);
    }

    private static void readFiles(byte[] content) throws IOException {
        Files.write(directory.resolve("collections.jsonl"), content);
        try (FileCollectionStore store = FileCollectionStore.open(directory)) {
            store.unresolved();
            store.begunBetween(Instant.MIN, Instant.MAX);
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty());
        }
        Files.write(directory.resolve("refunds.jsonl"), content);
        try (FileRefundStore store = FileRefundStore.open(directory)) {
            store.unresolved();
            store.begunBetween(Instant.MIN, Instant.MAX);
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty());
        }
    }

    @FuzzTest
    void row(byte[] data) {
        DataSource source = oneRow(new String(data, StandardCharsets.UTF_8));
        try {
            new JdbcCollectionStore(source).find(Wallet.ALIPAY, "1", NUMBER);
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith("table "));
        }
        try {
            new JdbcRefundStore(source).ofOrder(Wallet.ALIPAY, "1", NUMBER);
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith("table "));
        }
    }

    /** A database that has this text in one row, whatever is asked. */
    private static DataSource oneRow(String text) {
        boolean[] read = {false};
        ResultSet rows = as(ResultSet.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "next" -> !read[0] && (read[0] = true);
            case "getString" -> text;
            default -> null;
        });
        PreparedStatement statement = as(PreparedStatement.class, (proxy, method, arguments) -> {
            read[0] = false;
            return method.getName().equals("executeQuery") ? rows : null;
        });
        Connection connection = as(
                Connection.class,
                (proxy, method, arguments) -> method.getName().equals("prepareStatement") ? statement : null);
        return as(DataSource.class, (proxy, method, arguments) -> connection);
    }

    private static <T> T as(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
