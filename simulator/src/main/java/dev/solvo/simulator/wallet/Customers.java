package dev.solvo.simulator.wallet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Who the customers of a wallet are: by payment code, by order whose code is shown, and all others. */
public final class Customers {
    private final Map<String, Customer> known = new ConcurrentHashMap<>();
    private final Function<String, Customer> others;

    private Customers(Function<String, Customer> others) {
        this.others = others;
    }

    /** Everyone does the same, until {@link #let} says otherwise. */
    public static Customers all(Customer customer) {
        return new Customers(key -> customer);
    }

    /**
     * Customers by a rule, which several threads ask.
     *
     * @param rule gives one for a payment code or for the number of an order whose code is shown
     */
    public static Customers chosen(Function<String, Customer> rule) {
        return new Customers(rule);
    }

    /**
     * Says what one customer does.
     *
     * @param codeOrOrderNumber his payment code, or the number of the order whose code he is shown
     */
    public Customers let(String codeOrOrderNumber, Customer customer) {
        known.put(WalletBook.hash(codeOrOrderNumber), customer);
        return this;
    }

    Customer of(String codeOrOrderNumber) {
        Customer one = known.get(WalletBook.hash(codeOrOrderNumber));
        return one == null ? others.apply(codeOrOrderNumber) : one;
    }
}
