package dev.solvo.prepaid.offline;

import static dev.solvo.prepaid.offline.OfflineWorld.BUS;
import static dev.solvo.prepaid.offline.OfflineWorld.CITY;
import static dev.solvo.prepaid.offline.OfflineWorld.MORNING;
import static dev.solvo.prepaid.offline.OfflineWorld.card;
import static dev.solvo.prepaid.offline.OfflineWorld.eur;
import static dev.solvo.prepaid.offline.OfflineWorld.spend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What a terminal accepts and refuses, and what it takes from its issuer. */
final class OfflineTillTest {
    private final OfflineWorld world;

    OfflineTillTest() throws Exception {
        world = new OfflineWorld();
    }

    private static SpendRefusal refusal(OfflineTill till, CardCode card, Money amount, String key)
            throws OfflineException {
        SpendAnswer answer = till.spend(card, amount, OperationKey.of(key));
        assertEquals(OperationKey.of(key), answer.key());
        if (answer instanceof SpendAnswer.Refused refused) {
            return refused.reason();
        }
        throw new AssertionError(answer.toString());
    }

    private static OfflineException.Reason reason(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(OfflineException.class, executable).reason();
    }

    @Test
    void recordSaysWhatWasSpent() throws Exception {
        OfflineTill till = world.ready();
        till.installBlockList(BlockList.of(CITY, 9, List.of()).seal(world.key));
        till.beginBatch(4);

        OfflineRecord first = spend(till, card(0), 250, "ride-1");
        OfflineRecord second = spend(till, card(1), 300, "ride-2");

        first.verify(world.key);
        assertEquals(CITY, first.tenant());
        assertEquals(BUS, first.terminal());
        assertEquals(1, first.keyNumber());
        assertEquals(1, first.sequence());
        assertEquals(MORNING, first.time());
        assertEquals(4, first.batch());
        assertEquals(eur(250), first.amount());
        assertEquals(1, first.parametersVersion());
        assertEquals(9, first.blockListVersion());
        assertEquals(OperationKey.of("ride-1"), first.key());
        assertEquals(Bytes.repeat(0, 32), first.previous());
        assertEquals(2, second.sequence());
        assertEquals(first.seal(), second.previous());
        assertEquals(first, OfflineRecord.parse(first.toBytes()));
        try (CardCode kept = first.card(world.key)) {
            assertEquals(card(0), kept);
        }
    }

    @Test
    void sameKeyGetsTheSameRecordAndNothingElse() throws Exception {
        OfflineTill till = world.ready();
        OfflineRecord record = spend(till, card(0), 250, "ride-1");

        SpendAnswer again = till.spend(card(0), eur(250), OperationKey.of("ride-1"));
        SpendAnswer otherAmount = till.spend(card(0), eur(251), OperationKey.of("ride-1"));
        SpendAnswer otherCard = till.spend(card(1), eur(250), OperationKey.of("ride-1"));

        assertEquals(new SpendAnswer.Accepted(record, true), again);
        assertEquals(new SpendAnswer.Conflict(OperationKey.of("ride-1")), otherAmount);
        assertEquals(new SpendAnswer.Conflict(OperationKey.of("ride-1")), otherCard);
        assertEquals(1, till.lastSequence());

        OfflineTill restarted = world.open();
        world.clock.advance(Duration.ofDays(400));
        assertEquals(
                new SpendAnswer.Accepted(record, true), restarted.spend(card(0), eur(250), OperationKey.of("ride-1")));
        assertEquals(
                new SpendAnswer.Conflict(OperationKey.of("ride-1")),
                restarted.spend(card(1), eur(250), OperationKey.of("ride-1")));
        assertEquals(Optional.of(record), restarted.find(OperationKey.of("ride-1")));
    }

    @Test
    void sameKeyAfterTheUploadGetsTheSameRecordAsLongAsItIsKept() throws Exception {
        OfflineTill till = world.open(new JournalLimits(50, JournalLimits.LEAST_BYTES, Duration.ofHours(30)));
        till.installParameters(world.limits().build().seal(world.key));
        OfflineRecord record = spend(till, card(0), 1, "ride-0");
        for (int i = 1; i < 40; i++) {
            spend(till, card(0), 1, "ride-" + i);
        }
        OfflineBooking booking = world.booking();
        assertEquals(new UploadOutcome.Complete(40, 40, 0), till.upload(bytes -> answer(booking, bytes), 7));

        assertEquals(new SpendAnswer.Accepted(record, true), till.spend(card(0), eur(1), OperationKey.of("ride-0")));
        world.clock.advance(Duration.ofHours(31));
        for (int i = 40; i < 60; i++) {
            spend(till, card(0), 1, "ride-" + i);
        }
        assertEquals(41, till.earliestSequence(), "uploaded records made room");
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 60, eur(60))), till.batchLines(1));
        OfflineTill restarted = world.open(new JournalLimits(50, JournalLimits.LEAST_BYTES, Duration.ofHours(30)));
        assertEquals(60, restarted.lastSequence());
        assertEquals(20, restarted.outstanding().size());
        assertEquals(till.batchLines(1), restarted.batchLines(1));
        assertEquals(new UploadOutcome.Complete(60, 20, 0), restarted.upload(bytes -> answer(booking, bytes), 7));
    }

    private static Bytes answer(OfflineBooking booking, Bytes request) {
        try {
            return booking.answer(request).answer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesWithoutParameters() throws Exception {
        assertEquals(SpendRefusal.NO_PARAMETERS, refusal(world.open(), card(0), eur(1), "a"));
    }

    @Test
    void refusesAfterTheParametersExpired() throws Exception {
        OfflineTill till = world.ready();
        world.clock.set(MORNING.plus(Duration.ofDays(30)).minusMillis(1));
        spend(till, card(0), 1, "a");
        world.clock.advance(Duration.ofMillis(1));
        assertEquals(SpendRefusal.PARAMETERS_EXPIRED, refusal(till, card(0), eur(1), "b"));
    }

    @Test
    void refusesAboveTheSingleAmount() throws Exception {
        OfflineTill till = world.ready();
        assertEquals(SpendRefusal.TRANSACTION_LIMIT, refusal(till, card(0), eur(501), "a"));
        spend(till, card(0), 500, "a");
    }

    @Test
    void refusesAnotherCurrency() throws Exception {
        OfflineTill till = world.ready();
        assertEquals(SpendRefusal.CURRENCY, refusal(till, card(0), Money.ofMinor(CurrencyUnit.USD, 1), "a"));
    }

    @Test
    void refusesWhatACardCannotSpendUntilTheNextUpload() throws Exception {
        OfflineTill till = world.open();
        till.installParameters(
                world.limits().perCardAndUpload(3, eur(600)).build().seal(world.key));
        spend(till, card(0), 300, "a");
        assertEquals(SpendRefusal.CARD_LIMIT, refusal(till, card(0), eur(301), "b"));
        spend(till, card(0), 299, "c");
        spend(till, card(1), 300, "d");
        till = world.open();
        spend(till, card(0), 1, "e");
        assertEquals(SpendRefusal.CARD_LIMIT, refusal(till, card(0), eur(1), "f"), "the fourth time");
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        spend(till, card(0), 500, "g");
    }

    @Test
    void refusesWhatACardCannotSpendOnADayOfTheZone() throws Exception {
        OfflineTill till = world.open();
        till.installParameters(world.limits()
                .perCardAndDay(2, eur(1000), ZoneId.of("Asia/Shanghai"))
                .build()
                .seal(world.key));
        world.clock.set(Instant.parse("2026-11-30T15:58:00Z"));
        spend(till, card(0), 1, "a");
        spend(till, card(0), 1, "b");
        assertEquals(SpendRefusal.CARD_LIMIT, refusal(till, card(0), eur(1), "c"));
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        till = world.open();
        assertEquals(SpendRefusal.CARD_LIMIT, refusal(till, card(0), eur(1), "c"), "an upload is no new day");
        world.clock.set(Instant.parse("2026-11-30T16:00:00Z"));
        spend(till, card(0), 1, "c");
    }

    @Test
    void refusesWhatTheTerminalMayNotHave() throws Exception {
        OfflineTill till = world.open();
        till.installParameters(world.limits().perTerminal(3, eur(600)).build().seal(world.key));
        spend(till, card(0), 400, "a");
        assertEquals(SpendRefusal.TERMINAL_LIMIT, refusal(till, card(1), eur(201), "b"));
        spend(till, card(1), 100, "b");
        spend(till, card(2), 1, "c");
        till = world.open();
        assertEquals(SpendRefusal.TERMINAL_LIMIT, refusal(till, card(2), eur(1), "d"), "the fourth record");
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        spend(till, card(2), 500, "d");
    }

    @Test
    void refusesABlockedCard() throws Exception {
        OfflineTill till = world.ready();
        BlockList first = BlockList.of(CITY, 1, List.of(world.listKey.digest(card(1))));
        till.installBlockList(first.seal(world.key));
        spend(till, card(0), 1, "a");
        assertEquals(SpendRefusal.BLOCKED, refusal(till, card(1), eur(1), "b"));
        BlockList second = BlockList.of(CITY, 2, List.of(world.listKey.digest(card(0))));
        till.installBlockList(first.changeTo(second).seal(world.key));
        till = world.open();
        assertEquals(2, till.blockListVersion());
        assertEquals(SpendRefusal.BLOCKED, refusal(till, card(0), eur(1), "c"));
        spend(till, card(1), 1, "d");
    }

    @Test
    void refusesWithoutTheBlockListThatTheParametersWant() throws Exception {
        OfflineTill till = world.open();
        till.installParameters(world.limits().leastBlockList(5).build().seal(world.key));
        assertEquals(SpendRefusal.BLOCK_LIST_OUTDATED, refusal(till, card(0), eur(1), "a"));
        till.installBlockList(BlockList.of(CITY, 4, List.of()).seal(world.key));
        assertEquals(SpendRefusal.BLOCK_LIST_OUTDATED, refusal(till, card(0), eur(1), "a"));
        till.installBlockList(BlockList.of(CITY, 5, List.of()).seal(world.key));
        spend(till, card(0), 1, "a");
    }

    @Test
    void clockThatGoesBackALittleGivesTheTimeOfTheRecordBefore() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 1, "a");
        world.clock.set(MORNING.minus(OfflineTill.CLOCK_TOLERANCE));
        assertEquals(MORNING, spend(till, card(0), 1, "b").time());
        world.clock.advance(Duration.ofMillis(-1));
        assertEquals(SpendRefusal.CLOCK, refusal(till, card(0), eur(1), "c"));
        assertEquals(SpendRefusal.CLOCK, refusal(world.open(), card(0), eur(1), "c"));
    }

    @Test
    void clockBeforeTheParametersRefuses() throws Exception {
        OfflineTill till = world.ready();
        world.clock.set(MORNING.minus(Duration.ofHours(2)));
        assertEquals(SpendRefusal.CLOCK, refusal(till, card(0), eur(1), "a"));
    }

    @Test
    void clockThatRanAheadIsRightAgainWithNewParametersAfterAnUpload() throws Exception {
        OfflineTill till = world.ready();
        world.clock.set(MORNING.plus(Duration.ofDays(20)));
        spend(till, card(0), 1, "a");
        world.clock.set(MORNING.plus(Duration.ofHours(1)));
        till.installParameters(world.limits().build().seal(world.key));
        assertEquals(SpendRefusal.CLOCK, refusal(till, card(0), eur(1), "b"), "not uploaded");
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        assertEquals(
                MORNING.plus(Duration.ofHours(1)), spend(till, card(0), 1, "b").time());
        world.clock.set(MORNING);
        assertEquals(SpendRefusal.CLOCK, refusal(till, card(0), eur(1), "c"));
    }

    @Test
    void refusesWhenTheJournalHasItsMostRecords() throws Exception {
        OfflineTill till = world.open(new JournalLimits(2, JournalLimits.LEAST_BYTES, Duration.ofDays(2)));
        till.installParameters(world.limits().build().seal(world.key));
        spend(till, card(0), 1, "a");
        spend(till, card(0), 1, "b");
        assertEquals(SpendRefusal.STORE_FULL, refusal(till, card(0), eur(1), "c"));
        OfflineBooking booking = world.booking();
        assertEquals(new UploadOutcome.Complete(2, 2, 0), till.upload(bytes -> answer(booking, bytes), 1));
        assertEquals(SpendRefusal.STORE_FULL, refusal(till, card(0), eur(1), "c"), "uploaded, and kept");
        world.clock.advance(Duration.ofDays(2).plusMillis(1));
        assertEquals(3, spend(till, card(0), 1, "c").sequence());
    }

    @Test
    void refusesWhenTheJournalHasItsMostBytesAndStillUploads() throws Exception {
        OfflineTill till = world.open(new JournalLimits(1000, JournalLimits.LEAST_BYTES, Duration.ofDays(2)));
        till.installParameters(world.limits().build().seal(world.key));
        int count = 0;
        while (till.spend(card(0), eur(1), OperationKey.of("a" + count)) instanceof SpendAnswer.Accepted) {
            count++;
        }
        assertTrue(count > 30, "16 KiB of records");
        assertEquals(SpendRefusal.STORE_FULL, refusal(till, card(0), eur(1), "a" + count));
        OfflineBooking booking = world.booking();
        assertEquals(new UploadOutcome.Complete(count, count, 0), till.upload(bytes -> answer(booking, bytes), 1));
        assertTrue(world.disk.file(OfflineJournal.NAME).length <= JournalLimits.LEAST_BYTES);
    }

    @Test
    void parametersMustBeNewer() throws Exception {
        OfflineTill till = world.open();
        Bytes fifth = world.limits(5).build().seal(world.key);
        till.installParameters(fifth);
        assertEquals(OfflineException.Reason.OUTDATED, reason(() -> till.installParameters(fifth)));
        Bytes fourth = world.limits(4).build().seal(world.key);
        assertEquals(OfflineException.Reason.OUTDATED, reason(() -> till.installParameters(fourth)));
        assertEquals(Optional.of(5), till.parameters().map(OfflineParameters::version));
        spend(till, card(0), 1, "a");

        world.disk.files.put("parameters", fourth.toByteArray());
        assertEquals(OfflineException.Reason.OUTDATED, reason(world::open), "put back by hand");
        world.disk.files.remove("parameters");
        OfflineTill without = world.open();
        assertEquals(OfflineException.Reason.OUTDATED, reason(() -> without.installParameters(fourth)));
        assertEquals(SpendRefusal.NO_PARAMETERS, refusal(without, card(0), eur(1), "b"));
    }

    @Test
    void parametersOfAnotherTerminalKeyOrCurrencyAreRefused() throws Exception {
        OfflineTill till = world.ready();
        for (TerminalKey other : List.of(
                OfflineWorld.key(CITY, new TerminalId("bus-8"), 1),
                OfflineWorld.key(new TenantId("town"), BUS, 1),
                OfflineWorld.key(CITY, BUS, 2))) {
            Bytes sealed = OfflineParameters.builder(other, 9, MORNING, MORNING.plusSeconds(1), eur(1))
                    .build()
                    .seal(other);
            assertEquals(OfflineException.Reason.FORGED, reason(() -> till.installParameters(sealed)));
        }
        spend(till, card(0), 1, "a");
        Bytes dollars = OfflineParameters.builder(
                        world.key, 9, MORNING, MORNING.plusSeconds(1), Money.ofMinor(CurrencyUnit.USD, 1))
                .build()
                .seal(world.key);
        assertEquals(OfflineException.Reason.OTHER_CURRENCY, reason(() -> till.installParameters(dollars)));
    }

    @Test
    void recordsOfOldParametersAreStillThereAndUploaded() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 400, "a");
        till.installParameters(OfflineParameters.builder(world.key, 7, MORNING, MORNING.plusSeconds(60), eur(1))
                .build()
                .seal(world.key));
        assertEquals(SpendRefusal.TRANSACTION_LIMIT, refusal(till, card(1), eur(2), "b"));
        assertEquals(SpendRefusal.TERMINAL_LIMIT, refusal(till, card(1), eur(1), "b"));
        OfflineBooking booking = world.booking();
        assertEquals(new UploadOutcome.Complete(1, 1, 0), till.upload(bytes -> answer(booking, bytes), 10));
    }

    @Test
    void blockListMustBeNewerAndAChangeMustFit() throws Exception {
        OfflineTill till = world.ready();
        BlockList first = BlockList.of(CITY, 1, List.of());
        BlockList second = BlockList.of(CITY, 2, List.of(world.listKey.digest(card(0))));
        BlockList third = BlockList.of(CITY, 3, List.of());
        Bytes change = second.changeTo(third).seal(world.key);
        assertEquals(OfflineException.Reason.OTHER_LIST, reason(() -> till.installBlockList(change)));
        till.installBlockList(first.seal(world.key));
        assertEquals(OfflineException.Reason.OTHER_LIST, reason(() -> till.installBlockList(change)));
        till.installBlockList(second.seal(world.key));
        assertEquals(OfflineException.Reason.OUTDATED, reason(() -> till.installBlockList(first.seal(world.key))));
        assertEquals(OfflineException.Reason.OUTDATED, reason(() -> till.installBlockList(second.seal(world.key))));
        spend(till, card(1), 1, "a");
        world.disk.files.put("blocklist", first.seal(world.key).toByteArray());
        assertEquals(OfflineException.Reason.OUTDATED, reason(world::open), "put back by hand");
    }

    @Test
    void refreshAsksForTheWholeListWhenAChangeDoesNotFit() throws Exception {
        OfflineTill till = world.open();
        BlockList second = BlockList.of(CITY, 2, List.of());
        BlockList third = BlockList.of(CITY, 3, List.of(world.listKey.digest(card(0))));
        Bytes parameters = world.limits().build().seal(world.key);
        till.refresh(new OfflineIssuer() {
            @Override
            public Optional<Bytes> parameters(int version) {
                return version < 1 ? Optional.of(parameters) : Optional.empty();
            }

            @Override
            public Optional<Bytes> blockList(int version) {
                return Optional.of(
                        version == 0 && till.parameters().isPresent() && asked++ > 0
                                ? third.seal(world.key)
                                : second.changeTo(third).seal(world.key));
            }

            private int asked;
        });
        assertEquals(3, till.blockListVersion());
        assertEquals(SpendRefusal.BLOCKED, refusal(till, card(0), eur(1), "a"));
    }

    @Test
    void batchesHaveTotalsUntilTheyAreForgotten() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 100, "a");
        spend(till, card(1), 50, "b");
        till.beginBatch(3);
        spend(till, card(0), 7, "c");
        assertThrows(IllegalArgumentException.class, () -> till.beginBatch(3));
        assertThrows(IllegalArgumentException.class, () -> till.forgetBatches(1), "not uploaded");
        assertFalse(till.isUploaded(1));
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        assertTrue(till.isUploaded(1));
        OfflineTill restarted = world.open();
        assertEquals(3, restarted.batch());
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 2, eur(150))), restarted.batchLines(1));
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 1, eur(7))), restarted.batchLines(3));
        assertEquals(List.of(), restarted.batchLines(2));
        assertThrows(IllegalArgumentException.class, () -> restarted.forgetBatches(3), "open");
        restarted.forgetBatches(1);
        assertEquals(List.of(3), restarted.batches());
        assertEquals(List.of(3), world.open().batches());
    }

    @Test
    void misuse() throws Exception {
        OfflineTill till = world.ready();
        assertThrows(IllegalArgumentException.class, () -> till.spend(card(0), eur(0), OperationKey.of("a")));
        assertThrows(
                IllegalArgumentException.class,
                () -> till.spend(card(0), eur(1), OperationKey.of("a").derived("in")));
        assertThrows(IllegalArgumentException.class, () -> till.upload(0));
        assertThrows(IllegalArgumentException.class, () -> till.upload(1001));
        assertThrows(
                IllegalArgumentException.class,
                () -> OfflineTill.open(
                        world.disk,
                        world.key,
                        BlockListKey.of(new TenantId("town"), SecretBytes.of(Bytes.repeat(1, 32))),
                        world.clock,
                        JournalLimits.standard()));
        till.close();
        till.close();
        assertEquals(OfflineException.Reason.CLOSED, reason(() -> till.spend(card(0), eur(1), OperationKey.of("a"))));
    }
}
