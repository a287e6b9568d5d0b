package dev.solvo.simulator.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a {@link WalletProtocol} works with while it answers one request: the books, the time, the customers, the script. */
public final class WalletDesk {
    private final WalletBook book;
    private final Customers customers;
    private final Instant now;
    private final Random random;
    private final Duration refundTime;
    private final Optional<ScriptPlayer> script;
    private final SigningMode faultySigning;
    private SigningMode scriptedSigning = SigningMode.RIGHT;
    private boolean lost;
    private Optional<ScriptStep> lastStep = Optional.empty();

    /** What comes of a scanned payment code. */
    public enum Charge {
        /** The money has come. */
        PAID,
        /** The customer is asked for his password. */
        ASKED,
        /** The customer said no. */
        REFUSED,
        /** He has not enough money. */
        NOT_ENOUGH,
        /** The code was used before; no order was opened. */
        CODE_USED
    }

    WalletDesk(
            WalletBook book,
            Customers customers,
            Instant now,
            Random random,
            Duration refundTime,
            Optional<ScriptPlayer> script,
            SigningMode faultySigning) {
        this.book = book;
        this.customers = customers;
        this.now = now;
        this.random = random;
        this.refundTime = refundTime;
        this.script = script;
        this.faultySigning = faultySigning;
    }

    /** The books. */
    public WalletBook book() {
        return book;
    }

    /** The time of this request. */
    public Instant now() {
        return now;
    }

    /** When the money of a refund that is asked for now is with the customer. */
    public Instant refundDoneAt() {
        return now.plus(refundTime);
    }

    /** That many decimal digits for a number of the wallet's. */
    public String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** A nonce of 32 letters and digits. */
    public String nonce() {
        StringBuilder nonce = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            nonce.append(Character.forDigit(random.nextInt(32), 32));
        }
        return nonce.toString();
    }

    /** How the answer is to be signed. */
    public SigningMode signing() {
        return scriptedSigning == SigningMode.RIGHT ? faultySigning : scriptedSigning;
    }

    /**
     * What the script says to this call.
     *
     * @param order the order that the call is about, if the books have it
     * @param calls the names that a script may have for it
     */
    public Optional<ScriptStep> scripted(Optional<WalletOrder> order, String... calls) {
        boolean decided = order.isPresent() && order.get().state() != OrderState.WAITING;
        Optional<ScriptStep> step = script.flatMap(player -> player.next(List.of(calls), decided));
        lastStep = step;
        step.ifPresent(found -> {
            scriptedSigning = found.signing();
            lost = found.isLost();
        });
        return step;
    }

    /** The step that the last call of {@link #scripted} gave. */
    public Optional<ScriptStep> lastStep() {
        return lastStep;
    }

    /** Opens an order and lets the customer of that payment code do what he does. */
    public Charge charge(WalletOrder order, String code) {
        if (!book.useCode(code)) {
            return Charge.CODE_USED;
        }
        book.open(order);
        Customer customer = customers.of(code);
        boolean atOnce = customer.after().isZero();
        switch (customer.act()) {
            case PAYS, REFUSES -> {
                boolean pays = customer.act() == Customer.Act.PAYS;
                book.expect(order.number(), now.plus(customer.after()), pays);
                if (atOnce) {
                    book.settle(now);
                    return pays ? Charge.PAID : Charge.REFUSED;
                }
            }
            case HAS_NOT_ENOUGH -> {
                book.end(order.number(), OrderState.FAILED);
                return Charge.NOT_ENOUGH;
            }
            case WALKS_AWAY -> {
                // The order waits until it expires or is taken back.
            }
        }
        return Charge.ASKED;
    }

    /** Opens an order whose code is shown; the customer of that order number does what he does. */
    public void show(WalletOrder order) {
        book.open(order);
        Customer customer = customers.of(order.number());
        switch (customer.act()) {
            case PAYS -> book.expect(order.number(), now.plus(customer.after()), true);
            case REFUSES, HAS_NOT_ENOUGH, WALKS_AWAY -> {
                // Whoever does not pay a shown code leaves it as it is.
            }
        }
    }

    boolean isLost() {
        return lost;
    }
}
