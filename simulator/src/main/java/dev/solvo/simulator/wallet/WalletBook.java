package dev.solvo.simulator.wallet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A wallet's own books: orders, refunds, used payment codes. It takes money once for an order and once for a payment code,
 * and never gives back more than it took. For use by several threads; each call is one step.
 */
public final class WalletBook {
    private final Map<String, WalletOrder> orders = new LinkedHashMap<>();
    private final Map<String, WalletRefund> refunds = new LinkedHashMap<>();
    private final Map<String, Appointment> appointments = new LinkedHashMap<>();
    private final Set<String> usedCodes = new HashSet<>();
    private final Set<String> voidNumbers = new HashSet<>();
    private final Deque<Notice> news = new ArrayDeque<>();

    /** What a customer is going to do with an order, unless it ends before. */
    record Appointment(Instant at, boolean pays) {}

    /** Something to tell the till: a payment, or a refund of it. */
    record Notice(WalletOrder order, Optional<WalletRefund> refund, Instant notBefore) {}

    /** Empty books. */
    public WalletBook() {
        // Nothing to fill in.
    }

    /** SHA-256 in hex of a code, which is all that the books keep of it. */
    public static String hash(String code) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** The order of that number. */
    public synchronized Optional<WalletOrder> find(String number) {
        return Optional.ofNullable(orders.get(number));
    }

    /** The order of that transaction id. */
    public synchronized Optional<WalletOrder> findTransaction(String transactionId) {
        return orders.values().stream()
                .filter(order -> order.transactionId().equals(transactionId))
                .findFirst();
    }

    /** The waiting order whose shown code that is. */
    public synchronized Optional<WalletOrder> findShown(String codeText) {
        String hash = hash(codeText);
        return orders.values().stream()
                .filter(order -> order.codeHash().equals(hash) && order.state() == OrderState.WAITING)
                .findFirst();
    }

    /** The refund of that number. */
    public synchronized Optional<WalletRefund> findRefund(String number) {
        return Optional.ofNullable(refunds.get(number));
    }

    /** The refunds of an order, oldest first. */
    public synchronized List<WalletRefund> refundsOf(String orderNumber) {
        return refunds.values().stream()
                .filter(refund -> refund.orderNumber().equals(orderNumber))
                .toList();
    }

    /** All orders, oldest first. */
    public synchronized List<WalletOrder> orders() {
        return List.copyOf(orders.values());
    }

    /** All refunds, oldest first. */
    public synchronized List<WalletRefund> refunds() {
        return List.copyOf(refunds.values());
    }

    /** What all orders in that currency have ever brought in, in its smallest unit. */
    public synchronized long moneyTaken(String currency) {
        return orders.values().stream()
                .filter(order ->
                        order.currency().equals(currency) && order.paidAt().isPresent())
                .mapToLong(WalletOrder::amountMinor)
                .sum();
    }

    /** What has gone back in that currency by refunds and reversals, in its smallest unit. */
    public synchronized long refunded(String currency) {
        return orders.values().stream()
                .filter(order ->
                        order.currency().equals(currency) && order.paidAt().isPresent())
                .mapToLong(order -> order.amountMinor() - left(order))
                .sum();
    }

    /** How much of an order's money is still with the merchant, in the smallest unit. */
    public synchronized long left(WalletOrder order) {
        if (order.state() != OrderState.PAID) {
            return 0;
        }
        return order.amountMinor()
                - refundsOf(order.number()).stream()
                        .mapToLong(WalletRefund::amountMinor)
                        .sum();
    }

    /** Makes sure that no order of that number is ever opened: the till took it back before it came. */
    public synchronized void refuse(String number) {
        voidNumbers.add(number);
    }

    /** Whether that number is taken: by an order, or because it was taken back before. */
    public synchronized boolean isTaken(String number) {
        return orders.containsKey(number) || voidNumbers.contains(number);
    }

    /**
     * Enters a new order.
     *
     * @throws IllegalStateException if its number is taken
     */
    public synchronized void open(WalletOrder order) {
        if (voidNumbers.contains(order.number()) || orders.putIfAbsent(order.number(), order) != null) {
            throw new IllegalStateException("order number " + order.number() + " is taken");
        }
    }

    /** Whether this payment code has never been used, which this call ends. */
    public synchronized boolean useCode(String code) {
        return usedCodes.add(hash(code));
    }

    /**
     * Takes the money of a waiting order.
     *
     * @throws IllegalStateException if it is not waiting
     */
    public synchronized WalletOrder pay(String number, Instant at) {
        WalletOrder paid = move(number, OrderState.PAID, Optional.of(at));
        news.add(new Notice(paid, Optional.empty(), at));
        return paid;
    }

    /**
     * Ends a waiting order without money.
     *
     * @param state {@link OrderState#CLOSED} or {@link OrderState#FAILED}
     * @throws IllegalStateException if it is not waiting
     */
    public synchronized WalletOrder end(String number, OrderState state) {
        if (state != OrderState.CLOSED && state != OrderState.FAILED) {
            throw new IllegalArgumentException(state + " is not an end without money");
        }
        return move(number, state, Optional.empty());
    }

    private WalletOrder move(String number, OrderState state, Optional<Instant> paidAt) {
        WalletOrder order = get(number);
        if (order.state() != OrderState.WAITING) {
            throw new IllegalStateException("order " + number + " is " + order.state());
        }
        return replace(order.in(state, paidAt));
    }

    /**
     * Takes an order back: one that waits ends, the money of a paid one goes back, whatever had been refunded before. One
     * that is over already stays as it is.
     */
    public synchronized WalletOrder reverse(String number) {
        WalletOrder order = get(number);
        boolean open = order.state() == OrderState.WAITING || order.state() == OrderState.PAID;
        return open ? replace(order.in(OrderState.REVERSED, order.paidAt())) : order;
    }

    private WalletOrder get(String number) {
        WalletOrder order = orders.get(number);
        if (order == null) {
            throw new IllegalStateException("no order " + number);
        }
        return order;
    }

    private WalletOrder replace(WalletOrder order) {
        orders.put(order.number(), order);
        appointments.remove(order.number());
        return order;
    }

    /**
     * Gives money back.
     *
     * @throws IllegalStateException if its number is there already, or more is asked for than is left
     */
    public synchronized void refund(WalletRefund refund) {
        WalletOrder order = get(refund.orderNumber());
        if (refunds.containsKey(refund.number()) || refund.amountMinor() > left(order)) {
            throw new IllegalStateException("refund " + refund.number() + " is there already or too much");
        }
        refunds.put(refund.number(), refund);
        news.add(new Notice(order, Optional.of(refund), refund.doneAt()));
    }

    /** A customer is going to pay or to refuse an order, unless it ends before. */
    synchronized void expect(String number, Instant at, boolean pays) {
        appointments.put(number, new Appointment(at, pays));
    }

    /** Lets everything happen that was to happen by now. */
    synchronized void settle(Instant now) {
        for (WalletOrder order : List.copyOf(orders.values())) {
            if (order.state() != OrderState.WAITING) {
                continue;
            }
            Optional<Appointment> kept = Optional.ofNullable(appointments.get(order.number()))
                    .filter(appointment -> !appointment.at().isAfter(now))
                    .filter(appointment -> appointment.at().isBefore(order.expiresAt()));
            if (kept.isPresent() && kept.get().pays()) {
                pay(order.number(), kept.get().at());
            } else if (kept.isPresent()) {
                end(order.number(), OrderState.FAILED);
            } else if (!now.isBefore(order.expiresAt())) {
                end(order.number(), OrderState.CLOSED);
            }
        }
    }

    /** What has happened since the last call. */
    synchronized List<Notice> takeNews() {
        List<Notice> taken = new ArrayList<>(news);
        news.clear();
        return taken;
    }

    /** All at one moment, for a file. */
    synchronized Contents contents() {
        return new Contents(
                orders(), refunds(), Map.copyOf(appointments), Set.copyOf(usedCodes), Set.copyOf(voidNumbers));
    }

    static WalletBook of(Contents contents) {
        WalletBook book = new WalletBook();
        contents.orders().forEach(order -> book.orders.put(order.number(), order));
        contents.refunds().forEach(refund -> book.refunds.put(refund.number(), refund));
        book.appointments.putAll(contents.appointments());
        book.usedCodes.addAll(contents.usedCodes());
        book.voidNumbers.addAll(contents.voidNumbers());
        return book;
    }

    record Contents(
            List<WalletOrder> orders,
            List<WalletRefund> refunds,
            Map<String, Appointment> appointments,
            Set<String> usedCodes,
            Set<String> voidNumbers) {}

    /** How many orders and refunds. */
    @Override
    public synchronized String toString() {
        return "WalletBook[" + orders.size() + " orders, " + refunds.size() + " refunds]";
    }
}
