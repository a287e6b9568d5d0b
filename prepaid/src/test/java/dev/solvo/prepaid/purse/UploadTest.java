package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.prepaid.purse.UploadVerdict.Accepted;
import dev.solvo.prepaid.purse.UploadVerdict.AcceptedAfterGap;
import dev.solvo.prepaid.purse.UploadVerdict.Conflicting;
import dev.solvo.prepaid.purse.UploadVerdict.Duplicate;
import dev.solvo.prepaid.purse.UploadVerdict.WrongCode;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of records at the issuer's desk. */
final class UploadTest {
    private final PurseBench bench = PurseBench.holding(10_000);
    private final TransactionAuthenticationCodes codes = PurseBench.codes();
    private final PurchaseUpload upload = new PurchaseUpload(codes, new MemoryPurchaseBook());

    @AfterEach
    void close() {
        codes.close();
    }

    private List<PurchaseRecord> purchases(int count) {
        PurseCard card = bench.select();
        List<PurchaseRecord> records = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            records.add(assertInstanceOf(Paid.class, bench.purchase(card, i)).record());
        }
        return records;
    }

    private static PurchaseRecord with(PurchaseRecord record, int offlineSequence, long amount, long terminalSequence) {
        PurchaseFacts facts = record.facts();
        return new PurchaseRecord(
                new PurchaseFacts(
                        facts.serial(),
                        facts.type(),
                        PurseBench.yuan(amount),
                        facts.oldBalance(),
                        offlineSequence,
                        facts.terminal(),
                        terminalSequence,
                        facts.time(),
                        facts.keyVersion(),
                        facts.algorithm()),
                record.tac());
    }

    @Test
    void inOrder() {
        for (PurchaseRecord record : purchases(5)) {
            assertEquals(
                    record,
                    assertInstanceOf(Accepted.class, upload.accept(record))
                            .purchase()
                            .record());
        }
    }

    @Test
    void secondTimeIsADuplicate() {
        PurchaseRecord record = purchases(1).get(0);
        upload.accept(record);
        assertEquals(new Duplicate(record), upload.accept(record));
    }

    @Test
    void whatTheCodeCoversCannotBeChanged() {
        PurchaseRecord record = purchases(1).get(0);
        PurchaseRecord more = with(record, 7, 2, 1);
        assertEquals(new WrongCode(more), upload.accept(more));
        PurchaseRecord otherNumber = with(record, 7, 1, 2);
        assertEquals(new WrongCode(otherNumber), upload.accept(otherNumber));
        PurchaseRecord otherCard = new PurchaseRecord(
                new PurchaseFacts(
                        new ApplicationSerial(Bytes.fromHex("99990000000000000002")),
                        record.facts().type(),
                        record.facts().amount(),
                        record.facts().oldBalance(),
                        7,
                        record.facts().terminal(),
                        1,
                        record.facts().time(),
                        1,
                        0),
                record.tac());
        assertEquals(new WrongCode(otherCard), upload.accept(otherCard));
    }

    /** The code does not cover the card's own number: a changed one must not be paid a second time. */
    @Test
    void otherNumberOfTheCardIsNotPaidTwice() {
        PurchaseRecord record = purchases(1).get(0);
        upload.accept(record);
        PurchaseRecord again = with(record, 8, 1, 1);
        assertEquals(new Conflicting(again, record), upload.accept(again));
    }

    @Test
    void numberOfAnotherPurchaseIsAConflict() {
        List<PurchaseRecord> records = purchases(2);
        upload.accept(records.get(0));
        PurchaseRecord moved = with(records.get(1), 7, 2, 2);
        assertEquals(new Conflicting(moved, records.get(0)), upload.accept(moved));
    }

    @Test
    void gapsAreNamedAndClosed() {
        List<PurchaseRecord> records = purchases(5);
        assertInstanceOf(Accepted.class, upload.accept(records.get(0)));
        AcceptedAfterGap gap = assertInstanceOf(AcceptedAfterGap.class, upload.accept(records.get(3)));
        assertEquals(List.of(8, 9), List.of(gap.firstMissing(), gap.lastMissing()));
        AcceptedAfterGap smaller = assertInstanceOf(AcceptedAfterGap.class, upload.accept(records.get(2)));
        assertEquals(List.of(8, 8), List.of(smaller.firstMissing(), smaller.lastMissing()));
        assertInstanceOf(Accepted.class, upload.accept(records.get(1)));
        assertInstanceOf(Accepted.class, upload.accept(records.get(4)));
    }

    @Test
    void accountsCountByThemselves() {
        PurseCard card = bench.ready();
        PurchaseRecord purse =
                assertInstanceOf(Paid.class, bench.purchase(card, 1)).record();
        PurchaseRecord passbook = assertInstanceOf(
                        Paid.class,
                        bench.run(bench.reader.purchase(
                                card, PurseAccount.PASSBOOK, PurseBench.yuan(1), bench.nextTime())))
                .record();
        assertInstanceOf(Accepted.class, upload.accept(purse));
        assertInstanceOf(Accepted.class, upload.accept(passbook));
    }
}
