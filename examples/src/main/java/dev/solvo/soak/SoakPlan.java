package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.simulator.wallet.Customer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Everything that people are going to do in a soak, drawn from its seed: all processes draw the same. */
final class SoakPlan {
    /** How long a shown code can be paid. */
    static final Duration EXPIRY = Duration.ofMinutes(2);

    private static final CurrencyUnit YUAN = CurrencyUnit.of("CNY");
    private static final int MOST_ATTEMPTS = 3;
    private static final int REFUND_NUMBERS = 4;
    private static final int LARGEST = 9999;

    private final long seed;
    private final String mark;
    private final List<PlannedSale> sales = new ArrayList<>();
    private final Map<String, PlannedAttempt> attempts = new HashMap<>();
    private final Map<String, PlannedSale> salesByNumber = new HashMap<>();
    private final Map<String, Customer> customersByCode = new HashMap<>();

    /**
     * Draws a plan.
     *
     * @throws IllegalArgumentException if there are less than 1 or more than 9999 collections
     */
    SoakPlan(long seed, int collections) {
        if (collections < 1 || collections > LARGEST) {
            throw new IllegalArgumentException(collections + " collections; expected 1 to " + LARGEST);
        }
        this.seed = seed;
        Random random = new Random(seed);
        mark = String.format(Locale.ROOT, "%05d", random.nextInt(100_000));
        for (int index = 0; index < collections; index++) {
            PlannedSale sale = sale(index, random);
            sales.add(sale);
            for (PlannedAttempt attempt : sale.attempts()) {
                attempts.put(attempt.number().text(), attempt);
                salesByNumber.put(attempt.number().text(), sale);
                // Who shows the same code again does not do anything else: the wallet refuses it.
                customersByCode.putIfAbsent(attempt.code().secretText(), attempt.customer());
            }
        }
    }

    long seed() {
        return seed;
    }

    List<PlannedSale> sales() {
        return List.copyOf(sales);
    }

    Optional<PlannedAttempt> attempt(String orderNumber) {
        return Optional.ofNullable(attempts.get(orderNumber));
    }

    Optional<PlannedSale> saleOf(String orderNumber) {
        return Optional.ofNullable(salesByNumber.get(orderNumber));
    }

    /** Whether somebody's phone shows that code. */
    boolean isCode(String text) {
        return customersByCode.containsKey(text);
    }

    /** Finds the order numbers of this soak, planned or stray, in any text. */
    Pattern orderNumbers() {
        return Pattern.compile("SK" + mark + "[0-9]{5}");
    }

    /**
     * What the customer does whose code was scanned. An order whose code is shown waits: paying it takes somebody who
     * has seen the code.
     */
    Customer customer(String codeOrOrderNumber) {
        return customersByCode.getOrDefault(codeOrOrderNumber, Customer.walksAway());
    }

    private PlannedSale sale(int index, Random random) {
        Money amount = Money.ofMinor(YUAN, 1 + random.nextInt(20_000));
        SimulatedProtocol[] protocols = SimulatedProtocol.values();
        List<PlannedAttempt> tries = new ArrayList<>();
        int count = 1;
        while (count < MOST_ATTEMPTS && random.nextInt(5) < 2) {
            count++;
        }
        for (int attempt = 1; attempt <= count; attempt++) {
            boolean other = attempt > 1 && random.nextInt(3) == 0;
            SimulatedProtocol protocol = protocols[other ? random.nextInt(protocols.length) : index % protocols.length];
            boolean sameCode = attempt > 1
                    && random.nextInt(4) == 0
                    && tries.get(attempt - 2).protocol() == protocol;
            PaymentCode code = sameCode ? tries.get(attempt - 2).code() : code(protocol, index, attempt, random);
            boolean shown = random.nextInt(3) == 0;
            Optional<Duration> patience =
                    random.nextInt(shown ? 3 : 6) == 0 ? Optional.of(seconds(3, 60, random)) : Optional.empty();
            tries.add(new PlannedAttempt(
                    number(index, attempt), protocol, shown, code, customer(shown, random), patience));
        }
        return new PlannedSale(
                index,
                SaleReference.of("bill-" + mark + "-" + index),
                amount,
                tries,
                random.nextInt(3) == 0,
                number(index, 9),
                refunds(index, amount, random));
    }

    private OrderNumber number(int index, int attempt) {
        return OrderNumber.of(String.format(Locale.ROOT, "SK%s%04d%d", mark, index, attempt));
    }

    /** The wallet's prefix, then digits that nobody else has. */
    private static PaymentCode code(SimulatedProtocol protocol, int index, int attempt, Random random) {
        String form = protocol.testCode();
        String digits = String.format(Locale.ROOT, "%04d%d%09d", index, attempt, random.nextInt(1_000_000_000));
        StringBuilder text = new StringBuilder(form.substring(0, 2));
        while (text.length() + digits.length() < form.length()) {
            text.append('0');
        }
        return PaymentCode.of(text.append(digits).toString());
    }

    private static Customer customer(boolean shown, Random random) {
        int drawn = random.nextInt(100);
        if (shown) {
            if (drawn < 65) {
                return Customer.paysAfter(seconds(2, 40, random));
            }
            // Around the time when the code expires, and a little later.
            return drawn < 75 ? Customer.paysAfter(seconds(100, 150, random)) : Customer.walksAway();
        }
        if (drawn < 40) {
            return Customer.paysAtOnce();
        } else if (drawn < 60) {
            return Customer.paysAfter(seconds(2, 40, random));
        } else if (drawn < 70) {
            return Customer.paysAfter(seconds(40, 400, random));
        } else if (drawn < 80) {
            return Customer.refusesAfter(seconds(0, 30, random));
        }
        return drawn < 88 ? Customer.hasNotEnough() : Customer.walksAway();
    }

    private static Duration seconds(int from, int to, Random random) {
        return Duration.ofMillis(random.nextLong(1000L * from, 1000L * to));
    }

    /** A share of all sales, if they are paid: the whole, a part, two parts, or a second part that is too much. */
    private List<PlannedRefund> refunds(int index, Money amount, Random random) {
        long whole = amount.getAmountMinorLong();
        List<PlannedRefund> planned = new ArrayList<>();
        switch (random.nextInt(10)) {
            case 0, 1 -> planned.add(refund(index, 1, whole, random));
            case 2 -> planned.add(refund(index, 1, random.nextLong(1, whole + 1), random));
            case 3 -> {
                long part = random.nextLong(1, whole + 1);
                planned.add(refund(index, 1, part, random));
                // Together it may be more than was paid; the guard has to see that.
                planned.add(refund(index, 2, random.nextLong(1, whole + 1), random));
            }
            default -> {
                // Most sales stay.
            }
        }
        return planned;
    }

    private PlannedRefund refund(int index, int which, long amountMinor, Random random) {
        List<RefundNumber> numbers = new ArrayList<>();
        for (int attempt = 1; attempt <= REFUND_NUMBERS; attempt++) {
            numbers.add(RefundNumber.of(String.format(Locale.ROOT, "SR%s%04d%d%d", mark, index, which, attempt)));
        }
        return new PlannedRefund(numbers, Money.ofMinor(YUAN, amountMinor), random.nextInt(8) == 0);
    }
}
