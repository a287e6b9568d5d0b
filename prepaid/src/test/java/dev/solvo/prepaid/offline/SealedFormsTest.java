package dev.solvo.prepaid.offline;

import static dev.solvo.prepaid.offline.OfflineWorld.BUS;
import static dev.solvo.prepaid.offline.OfflineWorld.CITY;
import static dev.solvo.prepaid.offline.OfflineWorld.MORNING;
import static dev.solvo.prepaid.offline.OfflineWorld.card;
import static dev.solvo.prepaid.offline.OfflineWorld.eur;
import static dev.solvo.prepaid.offline.OfflineWorld.spend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sealed comes back as it was; changed in any bit, cut or for somebody else, it is refused. */
final class SealedFormsTest {
    private static final TerminalKey KEY = OfflineWorld.key(CITY, BUS, 1);
    private static final Bytes REQUEST = Bytes.fromHex("010203");

    /** Reads a sealed form and gives what can be compared. */
    interface Opening {
        Object open(Bytes sealed, TerminalKey key) throws OfflineException;
    }

    static Stream<Arguments> forms() throws Exception {
        OfflineWorld world = new OfflineWorld();
        OfflineTill till = world.ready();
        OfflineRecord record = spend(till, card(0), 250, "ride-1");
        OfflineParameters parameters = OfflineParameters.builder(
                        KEY, 3, MORNING, MORNING.plus(Duration.ofDays(1)), eur(10))
                .perCardAndDay(4, eur(20), ZoneId.of("Europe/Vienna"))
                .perTerminal(100, eur(1000))
                .leastBlockList(7)
                .build();
        BlockList list = BlockList.of(CITY, 7, digests(5, 1));
        BlockList newer = BlockList.of(CITY, 9, digests(5, 2));
        UploadAnswer answer = new UploadAnswer(
                UploadAnswer.hash(REQUEST),
                12,
                Optional.of(Bytes.repeat(9, 32)),
                3,
                2,
                1,
                new UploadAnswer.Hindrance.Refused(13, RecordRefusal.BROKEN_CHAIN));
        Opening records = (bytes, key) -> {
            OfflineRecord parsed = OfflineRecord.parse(bytes);
            parsed.verify(key);
            return parsed;
        };
        return Stream.of(
                arguments("record", record.toBytes(), record, records),
                arguments("parameters", parameters.seal(KEY), parameters, (Opening) OfflineParameters::open),
                arguments("block list", list.seal(KEY), list.seal(KEY), (Opening)
                        (bytes, key) -> BlockList.open(bytes, key).seal(key)),
                arguments("change", list.changeTo(newer).seal(KEY), newer.seal(KEY), (Opening) (bytes, key) ->
                        list.with(BlockListChange.open(bytes, key)).seal(key)),
                arguments("answer", answer.seal(KEY), answer, (Opening)
                        (bytes, key) -> UploadAnswer.open(bytes, REQUEST, key)));
    }

    private static List<CardDigest> digests(int count, int seed) {
        Random random = new Random(seed);
        List<CardDigest> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            digests.add(new CardDigest(Bytes.of(bytes)));
        }
        return digests;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void comesBackAsItWas(String name, Bytes sealed, Object expected, Opening opening) throws Exception {
        assertEquals(expected, opening.open(sealed, KEY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void changedInAnyBitItIsRefused(String name, Bytes sealed, Object expected, Opening opening) {
        byte[] bytes = sealed.toByteArray();
        for (int i = 0; i < bytes.length * 8; i++) {
            bytes[i / 8] ^= (byte) (1 << i % 8);
            Bytes changed = Bytes.of(bytes);
            assertThrows(OfflineException.class, () -> opening.open(changed, KEY), "bit " + i);
            bytes[i / 8] ^= (byte) (1 << i % 8);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void cutOrLongerItIsRefused(String name, Bytes sealed, Object expected, Opening opening) {
        for (int length = 0; length < sealed.length(); length++) {
            Bytes cut = sealed.slice(0, length);
            assertThrows(OfflineException.class, () -> opening.open(cut, KEY), "length " + length);
        }
        assertThrows(OfflineException.class, () -> opening.open(sealed.plus(Bytes.of((byte) 0)), KEY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void underAnotherKeyItIsRefused(String name, Bytes sealed, Object expected, Opening opening) {
        List<TerminalKey> others = List.of(
                OfflineWorld.key(CITY, new TerminalId("bus-8"), 1),
                OfflineWorld.key(new TenantId("town"), BUS, 1),
                OfflineWorld.key(CITY, BUS, 2),
                TerminalKey.of(CITY, BUS, 1, SecretBytes.of(Bytes.repeat(0x34, 32))));
        for (TerminalKey other : others) {
            assertThrows(OfflineException.class, () -> opening.open(sealed, other), other.toString());
        }
    }

    @Test
    void recordOfAnotherTerminalOrKeySaysWhose() throws Exception {
        OfflineRecord record = spend(new OfflineWorld().ready(), card(0), 250, "ride-1");
        assertEquals(
                OfflineException.Reason.OTHER_TERMINAL,
                assertThrows(
                                OfflineException.class,
                                () -> record.verify(OfflineWorld.key(CITY, new TerminalId("bus-8"), 1)))
                        .reason());
        assertEquals(
                OfflineException.Reason.OTHER_KEY,
                assertThrows(OfflineException.class, () -> record.verify(OfflineWorld.key(CITY, BUS, 2)))
                        .reason());
    }

    @Test
    void sealedByItsKeyButMalformedIsFormat() {
        Bytes empty = KEY.seal(KeyUse.PARAMETERS, new byte[0]);
        Bytes newer = KEY.seal(KeyUse.PARAMETERS, new byte[] {'S', 'O', 'P', '2'});
        Bytes unsorted = KEY.seal(
                KeyUse.BLOCK_LIST,
                new WireWriter()
                        .raw(new byte[] {'S', 'O', 'B', '1'})
                        .text("city")
                        .i32(1)
                        .i32(2)
                        .raw(new byte[] {1})
                        .raw(new byte[31])
                        .toByteArray());
        Bytes huge = KEY.seal(
                KeyUse.BLOCK_LIST,
                new WireWriter()
                        .raw(new byte[] {'S', 'O', 'B', '1'})
                        .text("city")
                        .i32(1)
                        .i32(Integer.MAX_VALUE)
                        .toByteArray());
        assertEquals(OfflineException.Reason.FORMAT, reason(() -> OfflineParameters.open(empty, KEY)));
        assertEquals(OfflineException.Reason.INCOMPATIBLE, reason(() -> OfflineParameters.open(newer, KEY)));
        assertEquals(OfflineException.Reason.FORMAT, reason(() -> BlockList.open(unsorted, KEY)));
        assertEquals(OfflineException.Reason.FORMAT, reason(() -> BlockList.open(huge, KEY)));
    }

    private static OfflineException.Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(OfflineException.class, executable).reason();
    }

    @Test
    void answerToAnotherRequestIsRefused() throws Exception {
        UploadAnswer answer = new UploadAnswer(
                UploadAnswer.hash(REQUEST), 12, Optional.empty(), 0, 0, 0, new UploadAnswer.Hindrance.None());
        assertEquals(answer, UploadAnswer.open(answer.seal(KEY), REQUEST, KEY));
        assertEquals(
                OfflineException.Reason.FORGED, reason(() -> UploadAnswer.open(answer.seal(KEY), Bytes.EMPTY, KEY)));
    }

    @Test
    void everyHindranceComesBack() throws Exception {
        List<UploadAnswer.Hindrance> all = new ArrayList<>(List.of(
                new UploadAnswer.Hindrance.None(),
                new UploadAnswer.Hindrance.Later(),
                new UploadAnswer.Hindrance.Missing(3, 9)));
        for (RecordRefusal reason : RecordRefusal.values()) {
            all.add(new UploadAnswer.Hindrance.Refused(0, reason));
        }
        for (UploadAnswer.Hindrance hindrance : all) {
            UploadAnswer answer = new UploadAnswer(UploadAnswer.hash(REQUEST), 0, Optional.empty(), 0, 0, 0, hindrance);
            assertEquals(answer, UploadAnswer.open(answer.seal(KEY), REQUEST, KEY));
        }
    }

    @Test
    void requestComesBackAndHostileOnesAreRefused() throws Exception {
        UploadRequest request = new UploadRequest(CITY, BUS, 1, List.of(Bytes.fromHex("0102"), Bytes.EMPTY));
        Bytes bytes = request.toBytes();
        assertEquals(request, UploadRequest.parse(bytes));
        for (int length = 0; length < bytes.length(); length++) {
            Bytes cut = bytes.slice(0, length);
            assertEquals(OfflineException.Reason.FORMAT, reason(() -> UploadRequest.parse(cut)));
        }
        assertEquals(OfflineException.Reason.FORMAT, reason(() -> UploadRequest.parse(Bytes.repeat(1, 1 << 20))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new UploadRequest(CITY, BUS, 1, List.of(Bytes.repeat(0, OfflineRecord.LONGEST + 1))));
    }

    @Test
    void listFindsItsCardsAndNoOthers() {
        List<CardDigest> on = digests(2000, 3);
        BlockList list = BlockList.of(CITY, 1, on);
        assertEquals(2000, list.size());
        assertTrue(on.stream().allMatch(list::contains));
        assertTrue(digests(2000, 4).stream().noneMatch(list::contains));
        assertFalse(BlockList.of(CITY, 1, List.of()).contains(on.get(0)));
    }

    @Test
    void changesMakeTheNewerListWhateverTheyAre() throws Exception {
        List<CardDigest> all = digests(40, 5);
        Random random = new Random(6);
        BlockList list = BlockList.of(CITY, 1, List.of());
        for (int version = 2; version < 300; version++) {
            List<CardDigest> some = new ArrayList<>(all);
            some.removeIf(card -> random.nextBoolean());
            BlockList newer = BlockList.of(CITY, version, some);
            BlockList changed =
                    list.with(BlockListChange.open(list.changeTo(newer).seal(KEY), KEY));
            assertEquals(newer.seal(KEY), changed.seal(KEY));
            list = changed;
        }
        BlockList last = list;
        assertThrows(IllegalArgumentException.class, () -> last.changeTo(last));
    }

    @Test
    void digestDependsOnCardKeyAndTenant() {
        CardDigest digest = OfflineWorld.listKey().digest(card(0));
        assertEquals(digest, OfflineWorld.listKey().digest(card(0)));
        assertNotEquals(digest, OfflineWorld.listKey().digest(card(1)));
        SecretBytes other = SecretBytes.of(Bytes.repeat(0x45, 32));
        assertNotEquals(digest, BlockListKey.of(CITY, other).digest(card(0)));
        assertNotEquals(
                digest,
                BlockListKey.of(new TenantId("town"), SecretBytes.of(Bytes.repeat(0x44, 32)))
                        .digest(card(0)));
    }

    @Test
    void parametersThatCannotBeAreMisuse() {
        OfflineParameters.Builder good = OfflineParameters.builder(KEY, 1, MORNING, MORNING.plusSeconds(1), eur(1));
        assertEquals(1, good.build().cardCount());
        List<org.junit.jupiter.api.function.Executable> bad = List.of(
                () -> OfflineParameters.builder(KEY, 0, MORNING, MORNING.plusSeconds(1), eur(1))
                        .build(),
                () -> OfflineParameters.builder(KEY, 1, MORNING, MORNING, eur(1))
                        .build(),
                () -> OfflineParameters.builder(KEY, 1, MORNING, MORNING.plusNanos(1), eur(1))
                        .build(),
                () -> OfflineParameters.builder(KEY, 1, MORNING, MORNING.plusSeconds(1), eur(0))
                        .build(),
                () -> good.perTerminal(0, eur(1)).build());
        for (org.junit.jupiter.api.function.Executable one : bad) {
            assertThrows(IllegalArgumentException.class, one);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> OfflineParameters.builder(KEY, 1, MORNING, MORNING.plusSeconds(1), eur(1))
                        .build()
                        .seal(OfflineWorld.key(CITY, BUS, 2)));
    }

    @Test
    void textsHaveNoSecrets() throws Exception {
        OfflineWorld world = new OfflineWorld();
        OfflineRecord record = spend(world.ready(), card(0), 1, "a");
        for (Object one : List.of(
                record,
                world.key,
                world.listKey,
                new SpendAnswer.Accepted(record, false),
                new SpendAnswer.Conflict(OperationKey.of("a")))) {
            assertFalse(one.toString().contains("CARD0"), one.toString());
            assertFalse(one.toString().contains("0000000"), one.toString());
        }
    }
}
