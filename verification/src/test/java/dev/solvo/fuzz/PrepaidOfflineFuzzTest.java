package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.offline.BlockList;
import dev.solvo.prepaid.offline.BlockListChange;
import dev.solvo.prepaid.offline.BlockListKey;
import dev.solvo.prepaid.offline.OfflineException;
import dev.solvo.prepaid.offline.OfflineParameters;
import dev.solvo.prepaid.offline.OfflineRecord;
import dev.solvo.prepaid.offline.OfflineTill;
import dev.solvo.prepaid.offline.UploadAnswer;
import dev.solvo.prepaid.offline.UploadRequest;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes as what goes between terminal and issuer, and as a terminal's journal: bare, and as the content of what is sealed rightly.
 * Only {@link OfflineException} leaves the readers, and what was read is written again alike.
 */
final class PrepaidOfflineFuzzTest {
    private static final TenantId CITY = new TenantId("city");
    private static final TerminalId BUS = new TerminalId("bus-7");
    private static final byte[] SECRET = Bytes.repeat(0x33, 32).toByteArray();
    private static final Seals KEY = new Seals();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T05:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private static Path directory;

    /** The terminal's key, and the seals that it makes. */
    private static final class Seals {
        private final dev.solvo.prepaid.offline.TerminalKey key =
                dev.solvo.prepaid.offline.TerminalKey.of(CITY, BUS, 1, SecretBytes.of(SECRET));

        private static byte[] hmac(byte[] key, byte[]... parts) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static byte[] mac(String use, byte[]... parts) {
            byte[] label = ("solvo offline " + use + "\0").getBytes(StandardCharsets.US_ASCII);
            byte[] whose = "\4city\5bus-7\0\0\0\1".getBytes(StandardCharsets.US_ASCII);
            return hmac(hmac(SECRET, label, whose), parts);
        }

        private static Bytes seal(String use, byte[] body) {
            return Bytes.of(body).plus(Bytes.of(mac(use, body)));
        }
    }

    @FuzzTest
    void record(byte[] data) {
        record(Bytes.of(data));
        record(Seals.seal("RECORD", data));
    }

    private static void record(Bytes bytes) {
        try {
            OfflineRecord record = OfflineRecord.parse(bytes);
            assertEquals(bytes, record.toBytes());
            assertTrue(record.sequence() > 0 && record.amount().isPositive());
            record.verify(KEY.key);
        } catch (OfflineException e) {
            assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
        }
    }

    @FuzzTest
    void parameters(byte[] data) {
        parameters(Bytes.of(data));
        parameters(Seals.seal("PARAMETERS", data));
    }

    private static void parameters(Bytes bytes) {
        try {
            assertEquals(bytes, OfflineParameters.open(bytes, KEY.key).seal(KEY.key));
        } catch (OfflineException e) {
            assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
        }
    }

    @FuzzTest
    void blockList(byte[] data) {
        blockList(Bytes.of(data));
        blockList(Seals.seal("BLOCK_LIST", data));
    }

    private static void blockList(Bytes bytes) {
        try {
            assertEquals(bytes, BlockList.open(bytes, KEY.key).seal(KEY.key));
        } catch (OfflineException e) {
            assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
        }
        try {
            BlockListChange change = BlockListChange.open(bytes, KEY.key);
            assertEquals(bytes, change.seal(KEY.key));
            BlockList changed =
                    BlockList.of(CITY, change.base(), java.util.List.of()).with(change);
            assertEquals(change.version(), changed.version());
        } catch (OfflineException e) {
            assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
        }
    }

    @FuzzTest
    void uploadRequest(byte[] data) {
        try {
            Bytes bytes = Bytes.of(data);
            assertEquals(bytes, UploadRequest.parse(bytes).toBytes());
        } catch (OfflineException e) {
            assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
        }
    }

    @FuzzTest
    void uploadAnswer(byte[] data) {
        Bytes request = Bytes.of(Arrays.copyOf(data, Math.min(data.length, 8)));
        for (Bytes bytes : java.util.List.of(Bytes.of(data), Seals.seal("ANSWER", data))) {
            try {
                assertEquals(bytes, UploadAnswer.open(bytes, request, KEY.key).seal(KEY.key));
            } catch (OfflineException e) {
                assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
            }
        }
    }

    /** The bytes as the file, behind what is a journal, and as an entry of it that is sealed rightly. */
    @FuzzTest
    void journal(byte[] data) throws IOException, OfflineException {
        Path till = directory.resolve("till");
        Path file = till.resolve("journal");
        byte[] journal = journal(till, file);
        open(till, file, data);
        open(till, file, Bytes.of(journal).plus(Bytes.of(data)).toByteArray());
        open(till, file, Bytes.of(journal).plus(frame(journal.length, data)).toByteArray());
    }

    private static byte[] journal(Path till, Path file) throws IOException, OfflineException {
        Files.createDirectories(till);
        Files.deleteIfExists(file);
        try (BlockListKey listKey = listKey();
                OfflineTill opened = OfflineTill.open(till, KEY.key, listKey, CLOCK)) {
            if (opened.parameters().isEmpty()) {
                opened.installParameters(OfflineParameters.builder(
                                KEY.key,
                                1,
                                CLOCK.instant(),
                                CLOCK.instant().plus(Duration.ofDays(1)),
                                Money.ofMinor(CurrencyUnit.EUR, 100))
                        .build()
                        .seal(KEY.key));
            }
            try (CardCode card = CardCode.of("CARD0000000000001")) {
                opened.spend(card, Money.ofMinor(CurrencyUnit.EUR, 1), OperationKey.of("ride-1"));
            }
        }
        return Files.readAllBytes(file);
    }

    private static BlockListKey listKey() {
        return BlockListKey.of(CITY, SecretBytes.of(Bytes.repeat(0x44, 32)));
    }

    private static Bytes frame(int at, byte[] body) {
        byte[] place = ByteBuffer.allocate(Long.BYTES).putLong(at).array();
        byte[] prefix = ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(body.length)
                .putInt(~body.length)
                .array();
        return Bytes.of(prefix)
                .plus(Bytes.of(body))
                .plus(Bytes.of(Seals.mac("JOURNAL", place, body), 0, 16))
                .plus(Bytes.of((byte) 0xA5));
    }

    private static void open(Path till, Path file, byte[] content) throws IOException, OfflineException {
        Files.write(file, content);
        long records;
        try (BlockListKey listKey = listKey();
                OfflineTill opened = OfflineTill.open(till, KEY.key, listKey, CLOCK)) {
            records = opened.lastSequence();
        } catch (OfflineException e) {
            assertNotEquals(OfflineException.Reason.STORAGE, e.reason());
            assertNotEquals(OfflineException.Reason.IN_USE, e.reason());
            return;
        }
        try (BlockListKey listKey = listKey();
                OfflineTill again = OfflineTill.open(till, KEY.key, listKey, CLOCK)) {
            assertEquals(records, again.lastSequence());
        }
    }
}
