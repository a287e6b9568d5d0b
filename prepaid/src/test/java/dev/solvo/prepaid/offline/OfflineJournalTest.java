package dev.solvo.prepaid.offline;

import static dev.solvo.prepaid.offline.OfflineWorld.BUS;
import static dev.solvo.prepaid.offline.OfflineWorld.CITY;
import static dev.solvo.prepaid.offline.OfflineWorld.card;
import static dev.solvo.prepaid.offline.OfflineWorld.eur;
import static dev.solvo.prepaid.offline.OfflineWorld.spend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power failure, a bad disk and a curious reader find. */
final class OfflineJournalTest {
    private final OfflineWorld world;

    OfflineJournalTest() throws Exception {
        world = new OfflineWorld();
    }

    private byte[] file() {
        return world.disk.file(OfflineJournal.NAME);
    }

    private void file(byte[] content) {
        world.disk.files.put(OfflineJournal.NAME, content);
    }

    /** Ends of all entries of a file. */
    private static List<Integer> ends(byte[] file) {
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            at += JournalFrame.length(file, at, JournalFrame.LONGEST_CHECKPOINT);
            ends.add(at);
        }
        return ends;
    }

    @Test
    void fileCutAtAnyByteOfItsLastEntriesOpensWithWhatIsWhole() throws Exception {
        OfflineTill till = world.ready();
        till.beginBatch(2);
        for (int i = 0; i < 6; i++) {
            spend(till, card(i % 3), 10 + i, "ride-" + i);
        }
        byte[] whole = file();
        List<Integer> ends = ends(whole);
        assertEquals(8, ends.size());
        for (int length = ends.get(0); length <= whole.length; length++) {
            int end = length;
            long records = ends.stream().filter(one -> one <= end).count() - 2;
            file(Arrays.copyOf(whole, length));
            OfflineTill opened = world.open();
            assertEquals(Math.max(0, records), opened.lastSequence(), "cut at " + length);
            assertTrue(ends.contains(file().length), "what is left is whole");
            // The next record goes where the cut one was.
            spend(opened, card(0), 3, "next");
            assertEquals(Math.max(0, records) + 1, world.open().lastSequence());
        }
    }

    @Test
    void sectorsThatWereNotWrittenAreCutOff() throws Exception {
        OfflineTill till = world.ready();
        int torn = 0;
        for (int i = 0; i < 30; i++) {
            int before = file().length;
            byte[] previous = file();
            spend(till, card(0), 1, "ride-" + i);
            byte[] whole = file();
            int boundary = (before / 512 + 1) * 512;
            for (byte[] half : List.of(
                    zeros(whole, before, whole.length),
                    zeros(whole, Math.min(boundary, whole.length), whole.length),
                    zeros(whole, before, Math.min(boundary, whole.length)))) {
                if (Arrays.equals(half, whole)) {
                    continue;
                }
                file(half);
                assertEquals(i, world.open().lastSequence());
                assertTrue(Arrays.equals(previous, file()), "as it was before");
                torn++;
            }
            file(whole);
            till = world.open();
        }
        assertTrue(torn > 60, torn + " torn entries, also across sectors");
    }

    private static byte[] zeros(byte[] file, int from, int to) {
        byte[] copy = file.clone();
        Arrays.fill(copy, from, to, (byte) 0);
        return copy;
    }

    @Test
    void bitsFlippedInEveryByteAreFoundAndNothingIsCutOff() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 10, "ride-0");
        till.beginBatch(2);
        spend(till, card(1), 11, "ride-1");
        spend(till, card(2), 12, "ride-2");
        byte[] whole = file();
        List<Integer> ends = ends(whole);
        for (int i = 0; i < whole.length; i++) {
            for (int bit : List.of(i % 8, (i + 5) % 8)) {
                byte[] flipped = whole.clone();
                flipped[i] ^= (byte) (1 << bit);
                file(flipped);
                OfflineException found = assertThrows(OfflineException.class, world::open, "byte " + i);
                int at = i;
                long start = ends.stream()
                        .filter(end -> end <= at)
                        .mapToLong(end -> end)
                        .max()
                        .orElse(0);
                if (start > 0) {
                    assertEquals(OfflineException.Reason.DAMAGED, found.reason());
                    assertEquals(OptionalLong.of(start), found.position(), "byte " + i);
                }
                assertTrue(Arrays.equals(flipped, file()), "left as it is");
            }
        }
        file(whole);
        assertEquals(3, world.open().lastSequence());
    }

    @Test
    void entriesTakenOutExchangedOrRepeatedAreDamage() throws Exception {
        OfflineTill till = world.ready();
        for (int i = 0; i < 4; i++) {
            spend(till, card(0), 10, "ride-" + i);
        }
        byte[] whole = file();
        List<Integer> ends = ends(whole);
        byte[] second = Arrays.copyOfRange(whole, ends.get(1), ends.get(2));
        byte[] third = Arrays.copyOfRange(whole, ends.get(2), ends.get(3));
        assertEquals(second.length, third.length);
        byte[] exchanged = whole.clone();
        System.arraycopy(third, 0, exchanged, ends.get(1), third.length);
        System.arraycopy(second, 0, exchanged, ends.get(2), second.length);
        byte[] without = new byte[whole.length - second.length];
        System.arraycopy(whole, 0, without, 0, ends.get(1));
        System.arraycopy(whole, ends.get(2), without, ends.get(1), whole.length - ends.get(2));
        byte[] repeated = Arrays.copyOf(whole, whole.length + second.length);
        System.arraycopy(second, 0, repeated, whole.length, second.length);
        for (byte[] damaged : List.of(exchanged, without, repeated, new byte[0], new byte[3])) {
            file(damaged);
            assertEquals(
                    OfflineException.Reason.DAMAGED,
                    assertThrows(OfflineException.class, world::open).reason());
        }
    }

    @Test
    void recordsMissingThatWereUploadedAreDamage() throws Exception {
        OfflineTill till = world.ready();
        for (int i = 0; i < 3; i++) {
            spend(till, card(0), 10, "ride-" + i);
        }
        int all = file().length;
        till.acknowledge(3);
        assertTrue(file().length > all);
        byte[] content = file();
        List<Integer> ends = ends(content);
        file(Arrays.copyOf(content, ends.get(3)));
        assertEquals(3, world.open().lastSequence(), "only the acknowledgement is gone");
    }

    @Test
    void journalOfAnotherTerminalOrKeyIsSaidToBe() throws Exception {
        world.ready().close();
        for (TerminalKey other :
                List.of(OfflineWorld.key(CITY, new TerminalId("bus-8"), 1), OfflineWorld.key(CITY, BUS, 2))) {
            OfflineException found = assertThrows(
                    OfflineException.class,
                    () -> OfflineTill.open(world.disk, other, world.listKey, world.clock, JournalLimits.standard()));
            assertEquals(
                    other.number() == 2 ? OfflineException.Reason.OTHER_KEY : OfflineException.Reason.OTHER_TERMINAL,
                    found.reason());
        }
    }

    @Test
    void powerFailureInEveryByteOfAWriteLosesNothingAcknowledged() throws Exception {
        world.ready();
        int length = 300;
        for (int bytes = 0; bytes <= length; bytes++) {
            OfflineTill till = world.open();
            spend(till, card(0), 1, "sure-" + bytes);
            long sure = till.lastSequence();
            world.disk.cutPowerAfter(bytes);
            OfflineException lost =
                    assertThrows(OfflineException.class, () -> till.spend(card(1), eur(2), OperationKey.of("cut")));
            assertEquals(OfflineException.Reason.STORAGE, lost.reason());
            assertTrue(lost.outcomeUnknown());
            assertEquals(
                    OfflineException.Reason.CLOSED,
                    assertThrows(OfflineException.class, () -> till.spend(card(1), eur(2), OperationKey.of("other")))
                            .reason());
            world.disk.reboot();
            OfflineTill opened = world.open();
            assertTrue(opened.find(OperationKey.of("sure-" + bytes)).isPresent());
            long expected = opened.find(OperationKey.of("cut")).isPresent() ? sure + 1 : sure;
            assertEquals(expected, opened.lastSequence());
            spend(opened, card(1), 2, "cut");
            assertEquals(sure + 1, opened.lastSequence(), "the same key, one record");
            // Each round has its own record under that key.
            file(file());
            world.disk.files.remove(OfflineJournal.NAME);
        }
    }

    @Test
    void fullDiskRefusesByExceptionAndGoesOnWhenThereIsRoom() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 1, "a");
        byte[] before = file();
        world.disk.capacity(before.length + 100);
        OfflineException full =
                assertThrows(OfflineException.class, () -> till.spend(card(0), eur(1), OperationKey.of("b")));
        assertEquals(OfflineException.Reason.STORAGE, full.reason());
        assertFalse(full.outcomeUnknown(), "it could be cut off");
        assertTrue(Arrays.equals(before, file()));
        world.disk.reboot();
        assertEquals(2, spend(till, card(0), 1, "b").sequence());
        assertEquals(2, world.open().lastSequence());
    }

    @Test
    void failedDiskStopsTheTill() throws Exception {
        OfflineTill till = world.ready();
        world.disk.capacity(file().length + 100);
        world.disk.failTruncate();
        OfflineException failed =
                assertThrows(OfflineException.class, () -> till.spend(card(0), eur(1), OperationKey.of("a")));
        assertTrue(failed.outcomeUnknown());
        world.disk.reboot();
        assertEquals(
                OfflineException.Reason.CLOSED,
                assertThrows(OfflineException.class, () -> till.spend(card(0), eur(1), OperationKey.of("a")))
                        .reason());
        assertEquals(1, spend(world.open(), card(0), 1, "a").sequence());
    }

    @Test
    void onDiskNothingIsInTheClearAndOnlyTheOwnerReads(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("till");
        try (OfflineTill till = OfflineTill.open(store, world.key, world.listKey, world.clock)) {
            till.installParameters(world.limits().build().seal(world.key));
            till.installBlockList(BlockList.of(CITY, 1, List.of(world.listKey.digest(card(2))))
                    .seal(world.key));
            spend(till, card(0), 1, "a");
            spend(till, card(1), 1, "b");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(store)) {
            files = all.toList();
        }
        assertEquals(4, files.size(), files.toString());
        for (Path one : files) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
            String content = new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1);
            assertFalse(content.contains("CARD00"), one.toString());
            assertFalse(content.contains("0000000"), one.toString());
            assertFalse(content.contains("3".repeat(16)), "the key");
            assertFalse(content.contains("D".repeat(16)), "the list's key");
        }
        try (OfflineTill till = OfflineTill.open(store, world.key, world.listKey, world.clock)) {
            assertEquals(2, till.lastSequence());
            assertEquals(1, till.blockListVersion());
            OfflineException inUse = assertThrows(
                    OfflineException.class,
                    () -> OfflineTill.open(store, world.key, world.listKey, world.clock)
                            .close());
            assertEquals(OfflineException.Reason.IN_USE, inUse.reason());
        }
    }

    @Test
    void sameSpendingTwiceIsEncipheredDifferently() throws Exception {
        OfflineTill till = world.ready();
        OfflineRecord first = spend(till, card(0), 1, "a");
        OfflineRecord second = spend(till, card(0), 1, "b");
        int cardAt = first.toBytes().length() - 32 - 61;
        assertFalse(first.toBytes()
                .slice(cardAt, cardAt + 61)
                .equals(second.toBytes().slice(cardAt, cardAt + 61)));
        assertFalse(first.toString().contains("CARD") || world.key.toString().contains("3333"), "no secret in a text");
    }

    @Test
    void compactionThatLosesPowerLeavesTheOldFile() throws Exception {
        OfflineTill till = world.open(new JournalLimits(3, JournalLimits.LEAST_BYTES, java.time.Duration.ofDays(2)));
        till.installParameters(world.limits().build().seal(world.key));
        for (int i = 0; i < 3; i++) {
            spend(till, card(0), 1, "a" + i);
        }
        till.acknowledge(2);
        world.clock.advance(java.time.Duration.ofDays(3));
        int before = world.disk.replacements();
        world.disk.cutPowerAfter(0);
        assertThrows(OfflineException.class, () -> till.spend(card(0), eur(1), OperationKey.of("b")));
        world.disk.reboot();
        OfflineTill opened = world.open(new JournalLimits(3, JournalLimits.LEAST_BYTES, java.time.Duration.ofDays(2)));
        assertEquals(3, opened.lastSequence());
        assertEquals(2, opened.uploadedSequence());
        assertEquals(4, spend(opened, card(0), 1, "b").sequence());
        assertEquals(before + 1, world.disk.replacements());
        assertEquals(3, opened.earliestSequence());
    }
}
