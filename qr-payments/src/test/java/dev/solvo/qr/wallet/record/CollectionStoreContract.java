package dev.solvo.qr.wallet.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of collections does. */
abstract class CollectionStoreContract {
    /** The store of this test, empty at its start. */
    abstract CollectionStore store() throws IOException;

    private static Optional<CollectionRecord> find(CollectionStore store, String number) throws IOException {
        return store.find(Wallet.ALIPAY, "2021000000000001", OrderNumber.of(number));
    }

    @Test
    void whatWasSavedIsFound() throws IOException {
        CollectionStore store = store();
        CollectionRecord first = Records.collection("ORDER001", "bill-1", 1, Records.OPEN);
        CollectionRecord second =
                Records.collection("ORDER001", "bill-1", 2, new PaymentState.Approved(Records.PAYMENT));
        assertEquals(Optional.empty(), find(store, "ORDER001"));
        assertEquals(Saved.SAVED, store.save(first));
        assertEquals(Optional.of(first), find(store, "ORDER001"));
        assertEquals(List.of(first), store.unresolved());
        assertEquals(Saved.SAVED, store.save(second));
        assertEquals(Optional.of(second), find(store, "ORDER001"));
        assertEquals(List.of(), store.unresolved());
        assertEquals(Optional.empty(), store.find(Wallet.ALIPAY, "another account", OrderNumber.of("ORDER001")));
        assertEquals(Optional.empty(), store.find(Wallet.UNIONPAY, "2021000000000001", OrderNumber.of("ORDER001")));
    }

    @Test
    void theSameRevisionIsSavedOnceAlsoWordForWord() throws IOException {
        CollectionStore store = store();
        CollectionRecord first = Records.collection("ORDER001", "bill-1", 1, Records.OPEN);
        assertEquals(Saved.SAVED, store.save(first));
        assertEquals(Saved.TAKEN_OVER, store.save(first));
        CollectionRecord other = Records.collection("ORDER001", "bill-1", 1, new PaymentState.Pending("10003"));
        assertEquals(Saved.TAKEN_OVER, store.save(other));
        assertEquals(Optional.of(first), find(store, "ORDER001"));
    }

    @Test
    void aRevisionThatIsNotTheNextOneIsNotSaved() throws IOException {
        CollectionStore store = store();
        assertEquals(Saved.TAKEN_OVER, store.save(Records.collection("ORDER001", "bill-1", 2, Records.OPEN)));
        assertEquals(Optional.empty(), find(store, "ORDER001"));
        for (int revision = 1; revision <= 3; revision++) {
            assertEquals(Saved.SAVED, store.save(Records.collection("ORDER001", "bill-1", revision, Records.OPEN)));
        }
        assertEquals(
                Saved.TAKEN_OVER,
                store.save(Records.collection("ORDER001", "bill-1", 3, new PaymentState.Pending("x"))));
        assertEquals(Saved.TAKEN_OVER, store.save(Records.collection("ORDER001", "bill-1", 5, Records.OPEN)));
        assertEquals(3, find(store, "ORDER001").orElseThrow().revision());
    }

    @Test
    void aSaleIsCollectedForByOneOrderAtATime() throws IOException {
        CollectionStore store = store();
        CollectionRecord first = Records.collection("ORDER001", "bill-1", 1, Records.OPEN);
        CollectionRecord rival = Records.collection("ORDER002", "bill-1", 1, Records.OPEN);
        assertEquals(Saved.SAVED, store.save(first));
        assertEquals(Saved.BLOCKED, store.save(rival));
        assertEquals(Optional.of(first), store.blocking(SaleReference.of("bill-1")));
        assertEquals(Saved.SAVED, store.save(Records.collection("ORDER003", "bill-3", 1, Records.OPEN)));
        PaymentState reversed = new PaymentState.Reversed("close");
        assertEquals(Saved.SAVED, store.save(Records.collection("ORDER001", "bill-1", 2, reversed)));
        assertEquals(Optional.empty(), store.blocking(SaleReference.of("bill-1")));
        assertEquals(Saved.SAVED, store.save(rival));
        PaymentState approved = new PaymentState.Approved(Records.PAYMENT);
        CollectionRecord paid = Records.collection("ORDER002", "bill-1", 2, approved);
        assertEquals(Saved.SAVED, store.save(paid));
        assertEquals(Saved.BLOCKED, store.save(Records.collection("ORDER004", "bill-1", 1, Records.OPEN)));
        assertEquals(Optional.of(paid), store.blocking(SaleReference.of("bill-1")));
    }

    @Test
    void theRecordsOfADayAreFound() throws IOException {
        CollectionStore store = store();
        CollectionRecord first = Records.collection("ORDER001", "bill-1", 1, Records.OPEN);
        CollectionRecord second =
                Records.collection("ORDER001", "bill-1", 2, new PaymentState.Approved(Records.PAYMENT));
        store.save(first);
        store.save(second);
        Instant begun = first.order().submittedAt();
        assertEquals(List.of(second), store.begunBetween(begun, begun.plusMillis(1)));
        assertEquals(List.of(), store.begunBetween(begun.plusMillis(1), begun.plusSeconds(100)));
        assertEquals(List.of(), store.begunBetween(begun.minusSeconds(100), begun));
    }

    @Test
    void ofManyAtTheSameTimeOneIsLetIn() throws Exception {
        CollectionStore store = store();
        ExecutorService tills = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Saved>> attempts = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                CollectionRecord record = Records.collection("ORDER10" + i, "bill-9", 1, Records.OPEN);
                attempts.add(() -> store.save(record));
            }
            int saved = 0;
            for (Future<Saved> result : tills.invokeAll(attempts)) {
                saved += result.get() == Saved.SAVED ? 1 : 0;
                assertEquals(true, result.get() != Saved.TAKEN_OVER);
            }
            assertEquals(1, saved);
        } finally {
            tills.shutdownNow();
        }
        assertEquals(1, store.unresolved().size());
    }
}
