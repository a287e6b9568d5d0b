package dev.solvo.prepaid.offline;

import static dev.solvo.prepaid.offline.OfflineWorld.BUS;
import static dev.solvo.prepaid.offline.OfflineWorld.CHAIN;
import static dev.solvo.prepaid.offline.OfflineWorld.CITY;
import static dev.solvo.prepaid.offline.OfflineWorld.card;
import static dev.solvo.prepaid.offline.OfflineWorld.eur;
import static dev.solvo.prepaid.offline.OfflineWorld.request;
import static dev.solvo.prepaid.offline.OfflineWorld.spend;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.AccountReference;
import dev.solvo.prepaid.account.BatchAnswer;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.account.CardReference;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an issuer does with what terminals send: in order, doubled, torn out, forged, and after accidents of his own. */
final class OfflineBookingTest {
    private final OfflineWorld world;

    OfflineBookingTest() throws Exception {
        world = new OfflineWorld();
    }

    private List<OfflineRecord> records(int count) throws OfflineException {
        OfflineTill till = world.ready();
        for (int i = 1; i <= count; i++) {
            spend(till, card(i % 3), i, "ride-" + i);
        }
        return till.outstanding();
    }

    private Money balance(CardReference card) throws Exception {
        return world.operator.card(card).orElseThrow().balance().ledger();
    }

    private UploadAnswer open(Bytes answer, Bytes request) throws OfflineException {
        return UploadAnswer.open(answer, request, world.key);
    }

    private BookingReport send(OfflineBooking booking, List<OfflineRecord> records) throws Exception {
        Bytes request = request(records);
        BookingResult result = booking.answer(request);
        UploadAnswer answer = open(result.answer(), request);
        assertEquals(result.report().bookedUpTo(), answer.bookedUpTo());
        assertEquals(result.report().booked(), answer.booked());
        assertEquals(result.report().duplicates(), answer.duplicates());
        assertEquals(result.report().parked(), answer.parked());
        return result.report();
    }

    @Test
    void booksWhatComesAndSaysWhatItDid() throws Exception {
        List<OfflineRecord> records = records(3);
        BookingReport report = send(world.booking(), records);
        assertEquals(3, report.bookedUpTo());
        assertEquals(3, report.booked());
        assertEquals(eur(6), report.debited(CurrencyUnit.EUR));
        assertEquals(eur(0), report.suspense(CurrencyUnit.EUR));
        assertEquals(Map.of(), report.suspenseByAccount());
        assertEquals(Optional.empty(), report.missing());
        BookedRecord second = report.records().get(1);
        assertEquals(2, second.sequence());
        assertEquals(OperationKey.of("ride-2"), second.tillKey());
        assertEquals(new OperationKey("~offline~bus-7.1.2"), second.key());
        assertEquals(OfflineBooking.operationKey(CHAIN, 2), second.key());
        assertEquals(eur(2), second.debited());
        assertEquals(eur(998), balance(card(2)));
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 3, eur(6))), world.operator.batch(BUS, 1));
    }

    @Test
    void duplicatesAreBookedOnce() throws Exception {
        List<OfflineRecord> records = records(5);
        OfflineBooking booking = world.booking();
        send(booking, records.subList(0, 3));
        BookingReport report = send(booking, records);
        assertEquals(2, report.booked());
        assertEquals(3, report.duplicates());
        assertEquals(eur(9), report.debited(CurrencyUnit.EUR), "of this call only");
        assertEquals(5, send(booking, records).duplicates());
        List<OfflineRecord> twice = new ArrayList<>(records);
        twice.addAll(records);
        assertEquals(5, send(booking, twice).duplicates());
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 5, eur(15))), world.operator.batch(BUS, 1));
    }

    @Test
    void oneRequestInAnyOrderIsBookedInOrder() throws Exception {
        List<OfflineRecord> records = records(4);
        BookingReport report =
                send(world.booking(), List.of(records.get(2), records.get(0), records.get(3), records.get(1)));
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                report.records().stream().map(BookedRecord::sequence).toList());
    }

    @Test
    void afterAGapRecordsWaitUntilItIsFilled() throws Exception {
        List<OfflineRecord> records = records(6);
        OfflineBooking booking = world.booking();
        send(booking, records.subList(0, 1));
        BookingReport gap = send(booking, records.subList(3, 6));
        assertEquals(1, gap.bookedUpTo());
        assertEquals(3, gap.parked());
        assertEquals(Optional.of(new UploadAnswer.Hindrance.Missing(2, 3)), gap.missing());
        BookingReport half = send(world.booking(), records.subList(2, 3));
        assertEquals(Optional.of(new UploadAnswer.Hindrance.Missing(2, 2)), half.missing());
        assertEquals(4, half.parked());
        BookingReport filled = send(world.booking(), records.subList(1, 2));
        assertEquals(6, filled.bookedUpTo());
        assertEquals(5, filled.booked());
        assertEquals(0, filled.parked());
    }

    @Test
    void operatorGivesUpMissingRecordsAndLateOnesAreBookedAllTheSame() throws Exception {
        List<OfflineRecord> records = records(6);
        OfflineBooking booking = world.booking();
        send(booking, List.of(records.get(0), records.get(3), records.get(5)));
        assertThrows(
                IllegalStateException.class,
                () -> booking.declareLost(CHAIN, new UploadAnswer.Hindrance.Missing(2, 4), "anna", "stolen"));
        BookingReport report = booking.declareLost(CHAIN, new UploadAnswer.Hindrance.Missing(2, 3), "anna", "drowned");
        assertEquals(Optional.of(new LostRecords(2, 3, "anna", "drowned")), report.lost());
        assertEquals(4, report.bookedUpTo());
        assertEquals(1, report.booked());
        assertEquals(Optional.of(new UploadAnswer.Hindrance.Missing(5, 5)), report.missing());
        booking.declareLost(CHAIN, new UploadAnswer.Hindrance.Missing(5, 5), "anna", "drowned");

        BookingReport late = send(booking, records);
        assertEquals(6, late.bookedUpTo());
        assertEquals(3, late.booked());
        assertEquals(3, late.duplicates());
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 6, eur(21))), world.operator.batch(BUS, 1));
    }

    @Test
    void declaredLostAndThenTheStateLostAgain() throws Exception {
        List<OfflineRecord> records = records(6);
        OfflineBooking booking = world.booking();
        send(booking, List.of(records.get(0), records.get(4)));
        booking.declareLost(CHAIN, new UploadAnswer.Hindrance.Missing(2, 4), "anna", "drowned");
        BookingReport report = send(world.booking(new MemoryUploadState()), records.subList(5, 6));
        assertEquals(6, report.bookedUpTo(), "record 5 is in the books");
        assertEquals(1, report.booked());
    }

    @Test
    void overspentCardGoesToSuspenseWithItsAccount() throws Exception {
        OfflineTill till = world.ready();
        for (int i = 0; i < 3; i++) {
            spend(till, card(0), 450, "ride-" + i);
        }
        spend(till, card(99), 10, "stranger");
        BookingReport report = send(world.booking(), till.outstanding());
        AccountId account = world.operator.card(card(0)).orElseThrow().account();
        assertEquals(eur(1000), report.debited(CurrencyUnit.EUR));
        assertEquals(eur(360), report.suspense(CurrencyUnit.EUR));
        assertEquals(
                Map.of(account, eur(350), AccountReference.ofTerminal(CITY, BUS).account(), eur(10)),
                report.suspenseByAccount());
        assertEquals(eur(0), balance(card(0)));
        assertEquals(till.batchLines(1), world.operator.batch(BUS, 1));
        BookingReport again = send(world.booking(), till.outstanding());
        assertEquals(4, again.duplicates());
        assertEquals(eur(350), again.records().get(2).suspense(), "a duplicate's suspense is told again");
        assertEquals(eur(0), again.suspense(CurrencyUnit.EUR), "and not counted again");
    }

    @Test
    void lostStateIsRebuiltFromTheBooks() throws Exception {
        List<OfflineRecord> records = records(9);
        send(world.booking(), records.subList(0, 7));
        for (int from = 0; from < 9; from++) {
            OfflineBooking booking = world.booking(new MemoryUploadState());
            Bytes position = request(List.of());
            assertTrue(open(booking.answer(position).answer(), position).bookedUpTo() >= 7);
            BookingReport report = send(world.booking(new MemoryUploadState()), records.subList(from, from + 1));
            assertEquals(Math.max(7, from + 1), report.bookedUpTo());
            assertEquals(from < 7 ? 0 : 1, report.booked());
            assertEquals(Optional.empty(), report.missing());
        }
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 9, eur(45))), world.operator.batch(BUS, 1));
    }

    @Test
    void booksRestoredFromAnOlderCopyGetTheRecordsAgain() throws Exception {
        OfflineTill till = world.ready();
        for (int i = 0; i < 8; i++) {
            spend(till, card(0), 10, "ride-" + i);
        }
        OfflineBooking booking = world.booking();
        assertEquals(new UploadOutcome.Complete(8, 8, 0), till.upload(bytes -> answer(booking, bytes), 3));
        spend(till, card(0), 10, "ride-8");

        OfflineWorld restored = new OfflineWorld();
        send(restored.booking(new MemoryUploadState()), till.records(1, 2));
        OfflineBooking later = restored.booking(world.state);
        assertEquals(new UploadOutcome.Complete(9, 7, 0), till.upload(bytes -> answer(later, bytes), 3));
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 9, eur(90))), restored.operator.batch(BUS, 1));
        assertEquals(till.batchLines(1), restored.operator.batch(BUS, 1));
    }

    private static Bytes answer(OfflineBooking booking, Bytes request) throws IOException {
        try {
            return booking.answer(request).answer();
        } catch (OfflineException | dev.solvo.prepaid.ledger.LedgerException e) {
            throw new IOException(e);
        }
    }

    @Test
    void forgedRecordsAreRefusedAndHoldUpWhatFollows() throws Exception {
        List<OfflineRecord> records = records(3);
        byte[] forged = records.get(1).toBytes().toByteArray();
        forged[60] ^= 1;
        Bytes request = new UploadRequest(
                        CITY,
                        BUS,
                        1,
                        List.of(
                                records.get(0).toBytes(),
                                Bytes.of(forged),
                                records.get(2).toBytes(),
                                Bytes.fromHex("00")))
                .toBytes();
        BookingResult result = world.booking().answer(request);
        assertEquals(1, result.report().bookedUpTo());
        assertEquals(
                List.of(
                        new RefusedRecord(1, 2, RecordRefusal.FORGED),
                        new RefusedRecord(3, 0, RecordRefusal.MALFORMED)),
                result.report().refused());
        assertEquals(
                new UploadAnswer.Hindrance.Refused(2, RecordRefusal.FORGED),
                open(result.answer(), request).hindrance());
        assertEquals(1, result.report().parked());
        assertEquals(3, send(world.booking(), records).bookedUpTo());
    }

    @Test
    void recordsOfAnotherTerminalOrKeyAreRefused() throws Exception {
        TerminalKey otherBus = OfflineWorld.key(CITY, new TerminalId("bus-8"), 1);
        TerminalKey otherKey = OfflineWorld.key(CITY, BUS, 2);
        List<Bytes> foreign = new ArrayList<>();
        for (TerminalKey key : List.of(otherBus, otherKey)) {
            foreign.add(OfflineRecord.seal(
                            key, 1, 1, 1, eur(1), 1, 0, OperationKey.of("a"), card(0), OfflineRecord.NOTHING_BEFORE)
                    .toBytes());
        }
        BookingReport report = world.booking()
                .answer(new UploadRequest(CITY, BUS, 1, foreign).toBytes())
                .report();
        assertEquals(
                List.of(RecordRefusal.OTHER_TERMINAL, RecordRefusal.OTHER_KEY),
                report.refused().stream().map(RefusedRecord::reason).toList());
        assertEquals(0, report.bookedUpTo());
        assertEquals(
                OfflineException.Reason.UNKNOWN_KEY,
                assertThrows(
                                OfflineException.class,
                                () -> world.booking().answer(new UploadRequest(CITY, BUS, 2, List.of()).toBytes()))
                        .reason());
    }

    @Test
    void anotherRecordOfABookedNumberIsAConflictAndWhatIsBuiltOnItBreaksTheChain() throws Exception {
        List<OfflineRecord> records = records(2);
        send(world.booking(), records);
        OfflineRecord other = OfflineRecord.seal(
                world.key,
                2,
                1,
                1,
                eur(400),
                1,
                0,
                OperationKey.of("fork"),
                card(0),
                records.get(0).seal());
        OfflineRecord next = OfflineRecord.seal(
                world.key, 3, 1, 1, eur(400), 1, 0, OperationKey.of("fork-2"), card(0), other.seal());
        for (UploadState state : List.of(world.state, new MemoryUploadState())) {
            BookingReport report = send(world.booking(state), List.of(other));
            assertEquals(List.of(new RefusedRecord(-1, 2, RecordRefusal.CONFLICT)), report.refused());
            assertEquals(2, report.bookedUpTo());
        }
        BookingReport report = send(world.booking(), List.of(next));
        assertEquals(List.of(new RefusedRecord(-1, 3, RecordRefusal.BROKEN_CHAIN)), report.refused());
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 2, eur(3))), world.operator.batch(BUS, 1));
    }

    @Test
    void tillWhoseJournalIsAnOlderCopyIsTold() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 1, "a");
        byte[] copy = world.disk.file(OfflineJournal.NAME).clone();
        spend(till, card(0), 2, "b");
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        world.disk.files.put(OfflineJournal.NAME, copy);
        OfflineTill old = world.open();
        assertEquals(new UploadOutcome.OtherChain(2), old.upload(bytes -> answer(booking, bytes), 10));
        spend(old, card(1), 3, "c");
        assertEquals(new UploadOutcome.OtherChain(2), old.upload(bytes -> answer(booking, bytes), 10));
        assertEquals(2, old.outstanding().size(), "kept for an operator");
        assertEquals(List.of(new BatchLine(OperationKind.OFFLINE_DEBIT, 2, eur(3))), world.operator.batch(BUS, 1));
    }

    @Test
    void lostAnswersForgedAnswersAndKilledUploadsCostNothing() throws Exception {
        OfflineTill till = world.ready();
        for (int i = 0; i < 10; i++) {
            spend(till, card(0), 10, "ride-" + i);
        }
        OfflineBooking booking = world.booking();
        assertEquals(
                new UploadOutcome.Interrupted(0),
                till.upload(
                        bytes -> {
                            throw new IOException("no network");
                        },
                        4));
        assertEquals(new UploadOutcome.Interrupted(0), till.upload(bytes -> Bytes.EMPTY, 4));

        UploadStep.Send position = assertInstanceOf(UploadStep.Send.class, till.upload(4));
        assertEquals(List.of(), position.request().records());
        Bytes first = answer(booking, position.bytes());
        UploadStep.Send records = assertInstanceOf(UploadStep.Send.class, position.resume(first));
        assertThrows(IllegalStateException.class, () -> position.resume(first));
        assertEquals(4, records.request().records().size());
        answer(booking, records.bytes());
        assertEquals(
                new UploadStep.Finished(new UploadOutcome.Interrupted(0)),
                records.resume(first),
                "the answer to another request");

        OfflineTill restarted = world.open();
        assertEquals(new UploadOutcome.Complete(10, 6, 0), restarted.upload(bytes -> answer(booking, bytes), 4));
        assertEquals(10, world.open().uploadedSequence());
        assertEquals(eur(900), balance(card(0)));
    }

    @Test
    void terminalLearnsOfAGap() throws Exception {
        OfflineTill till = world.open(new JournalLimits(2, JournalLimits.LEAST_BYTES, java.time.Duration.ofDays(2)));
        till.installParameters(world.limits().build().seal(world.key));
        spend(till, card(0), 1, "a");
        spend(till, card(0), 2, "b");
        till.acknowledge(2);
        world.clock.advance(java.time.Duration.ofDays(3));
        spend(till, card(0), 3, "c");
        OfflineBooking booking = world.booking();
        assertEquals(new UploadOutcome.Missing(1, 2), till.upload(bytes -> answer(booking, bytes), 10));
        assertEquals(new UploadOutcome.Missing(1, 2), till.upload(bytes -> answer(booking, bytes), 10));
        booking.declareLost(CHAIN, new UploadAnswer.Hindrance.Missing(1, 2), "anna", "gone");
        assertEquals(new UploadOutcome.Complete(3, 0, 0), till.upload(bytes -> answer(booking, bytes), 10));
    }

    @Test
    void batchClosesEqualOnBothSides() throws Exception {
        OfflineTill till = world.ready();
        spend(till, card(0), 500, "a");
        spend(till, card(0), 500, "b");
        spend(till, card(0), 300, "c");
        till.beginBatch(2);
        spend(till, card(1), 7, "d");
        OfflineBooking booking = world.booking();
        till.upload(bytes -> answer(booking, bytes), 10);
        for (int batch : till.batches()) {
            assertTrue(till.isUploaded(batch));
            assertEquals(world.operator.batch(BUS, batch), till.batchLines(batch));
            BatchAnswer closed = world.accounts
                    .terminal(CITY, BUS)
                    .closeBatch(batch, till.batchLines(batch), OperationKey.of("close-" + batch));
            assertInstanceOf(BatchAnswer.Matched.class, closed);
        }
        assertEquals(List.of(1, 2), till.batches());
    }

    @Test
    void tooManyParkedRecordsStayWithTheTerminal() throws Exception {
        List<Bytes> chain = new ArrayList<>();
        Bytes seal = OfflineRecord.NOTHING_BEFORE;
        for (int i = 1; i <= OfflineBooking.MOST_PARKED + 3; i++) {
            OfflineRecord record =
                    OfflineRecord.seal(world.key, i, 1, 1, eur(1), 1, 0, OperationKey.of("r" + i), card(i % 3), seal);
            seal = record.seal();
            chain.add(record.toBytes());
        }
        OfflineBooking booking = world.booking();
        BookingReport report = booking.answer(new UploadRequest(CITY, BUS, 1, List.of()).toBytes())
                .report();
        for (int from = 1; from < chain.size(); from += 1000) {
            List<Bytes> part = chain.subList(from, Math.min(from + 1000, chain.size()));
            report = booking.answer(new UploadRequest(CITY, BUS, 1, part).toBytes())
                    .report();
        }
        assertEquals(OfflineBooking.MOST_PARKED, report.parked());
        assertEquals(
                List.of(RecordRefusal.PARKING_FULL, RecordRefusal.PARKING_FULL),
                report.refused().stream().map(RefusedRecord::reason).toList());
        report = booking.answer(new UploadRequest(CITY, BUS, 1, chain.subList(0, 1)).toBytes())
                .report();
        assertEquals(OfflineBooking.MOST_PARKED + 1, report.bookedUpTo());
    }

    @Test
    void stateInFilesComesBackAndDamagedFilesAreAsGoodAsNone(@TempDir Path directory) throws Exception {
        List<OfflineRecord> records = records(5);
        UploadPosition position = new UploadPosition(
                3,
                Optional.of(records.get(2).seal()),
                List.of(records.get(4).toBytes()),
                List.of(new LostRecords(1, 2, "anna", "gr\u00fcn")));
        UploadChain lower = new UploadChain(CITY, new TerminalId("t1"), 1);
        UploadChain upper = new UploadChain(CITY, new TerminalId("T1"), 1);
        try (FileUploadState state = FileUploadState.open(directory)) {
            assertEquals(Optional.empty(), state.read(lower));
            state.write(lower, position);
            state.write(upper, new UploadPosition(0, Optional.empty(), List.of(), List.of()));
            assertEquals(Optional.of(position), state.read(lower));
            assertEquals(
                    OfflineException.Reason.IN_USE,
                    assertThrows(OfflineException.class, () -> FileUploadState.open(directory))
                            .reason());
        }
        try (FileUploadState state = FileUploadState.open(directory)) {
            assertEquals(Optional.of(position), state.read(lower));
            assertNotEquals(state.read(lower), state.read(upper));
            List<Path> files;
            try (Stream<Path> all = Files.list(directory)) {
                files = all.filter(file -> !file.endsWith("in-use")).toList();
            }
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                content[content.length / 2] ^= 1;
                Files.write(file, content);
            }
            assertEquals(Optional.empty(), state.read(lower));
            assertEquals(Optional.empty(), state.read(upper));
        }
    }
}
