package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** What is asked for, how it is decided, and all that its fingerprint covers. */
final class Order {
    private final OperationKey key;
    private final OperationKind kind;
    private Optional<Money> amount = Optional.empty();
    private String original = "";
    private String reason = "";
    private String merchant = "";
    private Optional<AccountId> other = Optional.empty();
    private boolean saltNeeded;
    private final List<String> more = new ArrayList<>();
    private List<Bytes> keyedParts = List.of(Bytes.EMPTY);

    Order(OperationKey key, OperationKind kind) {
        this.key = key;
        this.kind = kind;
    }

    @FunctionalInterface
    interface Logic {
        Decision decide(Draft draft) throws LedgerException;
    }

    Order amount(Money of) {
        if (!of.isPositive()) {
            throw new IllegalArgumentException("an amount is more than 0");
        }
        this.amount = Optional.of(of);
        return this;
    }

    Order original(OperationKey of) {
        this.original = of.value();
        return this;
    }

    Order reason(String text) {
        this.reason = requireText("a reason", text, OperationFacts.REASON_LENGTH);
        return this;
    }

    /** A text that every store can keep: not all of them take control characters and halves of surrogate pairs. */
    static String requireText(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(what + " has 1 to " + longest + " characters");
        }
        if (text.codePoints()
                .anyMatch(character -> Character.isISOControl(character)
                        || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException(what + " has no control characters and no halves of surrogate pairs");
        }
        return text;
    }

    /** The terminal whose merchant an operator's order is about. */
    Order merchant(TerminalId terminal) {
        this.merchant = terminal.value();
        return this;
    }

    Order other(AccountId account) {
        this.other = Optional.of(account);
        return this;
    }

    /** One more thing that is asked for. */
    Order with(String part) {
        more.add(part);
        return this;
    }

    /** It may set or check a PIN. */
    Order salted() {
        this.saltNeeded = true;
        return this;
    }

    /** A secret part under a key, in all versions of the key, the newest first. */
    Order keyed(List<Bytes> versions) {
        this.keyedParts = List.copyOf(versions);
        return this;
    }

    OperationKey key() {
        return key;
    }

    OperationKind kind() {
        return kind;
    }

    String originalKey() {
        return original;
    }

    boolean needsSalt() {
        return saltNeeded;
    }

    Optional<Money> amountOf() {
        return amount;
    }

    /** Whether it is about more than the books count. */
    boolean isBeyondLimit() {
        return amount.map(of ->
                        of.getAmount().unscaledValue().bitLength() >= Long.SIZE || minorUnits(of) > AmountRange.LARGEST)
                .orElse(false);
    }

    OperationFacts facts(Caller caller, long at, AccountId own) {
        return new OperationFacts(
                kind,
                at,
                merchant.isEmpty() ? caller.terminal() : merchant,
                caller.batch(),
                amount.map(of -> of.getCurrencyUnit().getCode()).orElse(""),
                amount.map(Order::minorUnits).orElse(0L),
                original,
                other.orElse(own),
                caller.operator(),
                reason);
    }

    Bytes fingerprint(Caller caller) {
        return fingerprints(caller).get(0);
    }

    /** As it was or may have been stored: the newest first. */
    List<Bytes> fingerprints(Caller caller) {
        List<Bytes> fingerprints = new ArrayList<>();
        for (Bytes keyed : keyedParts) {
            CanonicalBytes bytes = new CanonicalBytes()
                    .text(kind.name())
                    .text(caller.terminal())
                    .text(caller.operator())
                    .text(original)
                    .text(reason)
                    .text(merchant)
                    .number(amount.isPresent() ? 1 : 0);
            amount.ifPresent(bytes::money);
            bytes.bytes(other.map(AccountId::value).orElse(Bytes.EMPTY)).number(more.size());
            more.forEach(bytes::text);
            fingerprints.add(bytes.bytes(keyed).sha256());
        }
        return fingerprints;
    }

    static long minorUnits(Money amount) {
        return amount.getAmountMinorLong();
    }
}
