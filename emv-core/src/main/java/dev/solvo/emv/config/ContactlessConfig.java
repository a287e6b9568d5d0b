package dev.solvo.emv.config;

import dev.solvo.emv.data.TransactionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a contactless reader accepts: the terminal it belongs to, and a configuration for each combination of AID and kernel.
 * Immutable.
 *
 * @param terminal the terminal's own data, keys and revocation list; its contact applications are not looked at
 * @param combinations the order is that in which the reader looks for them on a card
 */
public record ContactlessConfig(TerminalConfig terminal, List<CombinationConfig> combinations) {
    /**
     * Copies the list and checks it.
     *
     * @throws IllegalArgumentException if two entries for the same AID and kernel hold for the same type of transaction
     */
    public ContactlessConfig {
        combinations = List.copyOf(combinations);
        Set<String> known = new HashSet<>();
        for (CombinationConfig combination : combinations) {
            for (String key : keys(combination)) {
                if (!known.add(key)) {
                    throw new IllegalArgumentException("two configurations for " + key);
                }
            }
        }
    }

    /**
     * The configurations that hold for a type of transaction. One that names the type comes in the place of one for all types.
     *
     * @param type the type
     * @return a fresh list, in the configured order
     */
    public List<CombinationConfig> combinationsFor(TransactionType type) {
        List<CombinationConfig> suitable = new ArrayList<>();
        for (CombinationConfig combination : combinations) {
            if (combination.transactionTypes().contains(type)
                    || (combination.transactionTypes().isEmpty() && !isNamed(combination, type))) {
                suitable.add(combination);
            }
        }
        return suitable;
    }

    private boolean isNamed(CombinationConfig general, TransactionType type) {
        for (CombinationConfig combination : combinations) {
            if (combination.aid().equals(general.aid())
                    && combination.kernel().equals(general.kernel())
                    && combination.transactionTypes().contains(type)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> keys(CombinationConfig combination) {
        List<String> keys = new ArrayList<>();
        if (combination.transactionTypes().isEmpty()) {
            keys.add(combination + " and all types of transactions");
        }
        for (TransactionType type : combination.transactionTypes()) {
            keys.add(combination + " and transaction type " + type);
        }
        return keys;
    }
}
