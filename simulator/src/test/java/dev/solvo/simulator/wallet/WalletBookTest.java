package dev.solvo.simulator.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletBookTest {
    private static final Instant NOW = Instant.parse("2023-11-14T22:13:20Z");

    private final WalletBook book = new WalletBook();

    private static WalletOrder order(String number, long amount) {
        return new WalletOrder(
                number,
                "T" + number,
                amount,
                "CNY",
                OrderState.WAITING,
                NOW,
                Optional.empty(),
                NOW.plusSeconds(100),
                WalletBook.hash("code of " + number),
                Map.of("subject", "coffee"));
    }

    private static WalletRefund refund(String number, String order, long amount) {
        return new WalletRefund(number, order, "F" + number, amount, NOW, NOW.plusSeconds(5), "");
    }

    @Test
    void takesMoneyOnceForAnOrder() {
        book.open(order("1", 500));
        assertThrows(IllegalStateException.class, () -> book.open(order("1", 500)));
        book.pay("1", NOW);
        assertThrows(IllegalStateException.class, () -> book.pay("1", NOW));
        assertThrows(IllegalStateException.class, () -> book.pay("2", NOW));
        assertEquals(500, book.moneyTaken("CNY"));
        assertEquals(0, book.moneyTaken("HKD"));
    }

    @Test
    void takesACodeOnce() {
        assertTrue(book.useCode("28763443825664394"));
        assertFalse(book.useCode("28763443825664394"));
    }

    @Test
    void givesBackNoMoreThanItHas() {
        book.open(order("1", 500));
        assertThrows(IllegalStateException.class, () -> book.refund(refund("R1", "1", 1)));
        book.pay("1", NOW);
        book.refund(refund("R1", "1", 300));
        assertThrows(IllegalStateException.class, () -> book.refund(refund("R1", "1", 1)));
        assertThrows(IllegalStateException.class, () -> book.refund(refund("R2", "1", 201)));
        assertEquals(300, book.refunded("CNY"));
        book.reverse("1");
        book.reverse("1");
        assertEquals(500, book.refunded("CNY"));
        assertEquals(500, book.moneyTaken("CNY"));
        assertThrows(IllegalStateException.class, () -> book.refund(refund("R3", "1", 1)));
        assertFalse(book.refunds().get(0).isDone(NOW));
        assertTrue(book.refunds().get(0).isDone(NOW.plusSeconds(5)));
    }

    @Test
    void opensNoOrderThatWasTakenBackBefore() {
        book.refuse("1");
        assertTrue(book.isTaken("1"));
        assertThrows(IllegalStateException.class, () -> book.open(order("1", 500)));
    }

    @Test
    void endsWhatNobodyPaysInTime() {
        book.open(order("late", 1));
        book.open(order("never", 1));
        book.open(order("paid", 1));
        book.open(order("refused", 1));
        book.expect("late", NOW.plusSeconds(100), true);
        book.expect("paid", NOW.plusSeconds(99), true);
        book.expect("refused", NOW.plusSeconds(99), false);
        book.settle(NOW.plusSeconds(98));
        assertTrue(book.orders().stream().allMatch(order -> order.state() == OrderState.WAITING));
        book.settle(NOW.plusSeconds(1000));
        assertEquals(OrderState.CLOSED, book.find("late").orElseThrow().state());
        assertEquals(OrderState.CLOSED, book.find("never").orElseThrow().state());
        assertEquals(OrderState.PAID, book.find("paid").orElseThrow().state());
        assertEquals(
                Optional.of(NOW.plusSeconds(99)),
                book.find("paid").orElseThrow().paidAt());
        assertEquals(OrderState.FAILED, book.find("refused").orElseThrow().state());
    }

    @Test
    void outlivesItsProcess(@TempDir Path directory) throws IOException {
        book.open(order("1", 500));
        book.open(order("2", 7));
        book.pay("1", NOW);
        book.refund(refund("R1", "1", 300));
        book.expect("2", NOW.plusSeconds(1), true);
        book.useCode("28763443825664394");
        book.refuse("3");
        Path file = directory.resolve("books.json");
        WalletBookFile.save(book, file);
        WalletBook loaded = WalletBookFile.load(file);
        assertEquals(book.orders(), loaded.orders());
        assertEquals(book.refunds(), loaded.refunds());
        assertFalse(loaded.useCode("28763443825664394"));
        assertTrue(loaded.isTaken("3"));
        loaded.settle(NOW.plusSeconds(1));
        assertEquals(507, loaded.moneyTaken("CNY"));
        assertFalse(Files.readString(file).contains("28763443825664394"));
    }

    @Test
    void refusesAFileThatHoldsSomethingElse(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("books.json");
        for (String text :
                new String[] {"", "{}", "{\"orders\":[{}]}", "{\"orders\":[],\"refunds\":[{\"number\":1}]}"}) {
            Files.writeString(file, text);
            assertThrows(IOException.class, () -> WalletBookFile.load(file), text);
        }
    }
}
