package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.OperationFacts;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param policy his tenant's rules
 * @param terminal the terminal's id, or empty for an operator and for what an operation entails
 * @param batch the terminal's batch; 0 for none
 * @param operator the operator's name, or empty
 */
record Caller(TenantPolicy policy, String terminal, int batch, String operator) {
    static Caller terminal(TenantPolicy policy, TerminalId terminal) {
        return new Caller(policy, terminal.value(), 0, "");
    }

    static Caller operator(TenantPolicy policy, String name) {
        return new Caller(policy, "", 0, Order.requireText("an operator's name", name, OperationFacts.OPERATOR_LENGTH));
    }

    /** Nobody: what is entailed, or swept. */
    static Caller nobody(TenantPolicy policy) {
        return new Caller(policy, "", 0, "");
    }

    /** Who asked for what is in the books. */
    static Caller of(TenantPolicy policy, OperationFacts facts) {
        return new Caller(policy, facts.terminal(), facts.batch(), facts.operator());
    }

    Caller inBatch(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a batch has a number of 1 or more");
        }
        return new Caller(policy, terminal, number, operator);
    }

    TenantId tenant() {
        return policy.tenant();
    }

    boolean isTerminal() {
        return operator.isEmpty() && !terminal.isEmpty();
    }

    boolean isNobody() {
        return operator.isEmpty() && terminal.isEmpty();
    }

    Optional<ProductRules> rules(String product) {
        return policy.product(product);
    }
}
